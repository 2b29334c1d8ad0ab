"""What each role gets of each address of the space, read and written to; and what one writes there to be heard."""

from typing import Any

MOT_DE_PASSE = "quatre chevaux pommiers"

ROLES = (
    "visiteur",
    "sans coop",
    "contributrice A",
    "référent A",
    "contributeur B",
    "édition",
    "publication",
    "administration",
    "superuser",
    "comité",
)
# What each role gets, in the order of ROLES. `c`: to the login; 4: 404; `i`: 403; 2: 200; 3: done, then elsewhere;
# r: not done, elsewhere is said why; b: 400, read and refused; m: 405, not that verb; u: 401, to log in again.
CODES = {"2": 200, "3": 302, "4": 404, "i": 403, "b": 400, "m": 405, "u": 401, "c": "c", "r": "r"}
LECTURES = {
    "/espace/": "c233322222",
    "/espace/reprendre/{publique}/": "c233322222",
    "/espace/coop-a/": "c422444444",
    "/espace/coop-a/promouvoir/": "c422444444",
    "/espace/coop-a/promouvoir/kit.zip": "c433444444",  # no label: the page says why there is no kit
    "/espace/coop-a/promouvoir/plaque.pdf": "c433444444",
    "/espace/coop-a/deployer/": "c422444444",
    "/espace/coop-a/deployer/statuts/": "c422444444",
    "/espace/coop-a/deployer/statuts/retirer/": "c4mm444444",
    "/espace/coop-a/affichages/": "c422444444",
    "/espace/coop-a/affichages/1/retirer/": "c4mm444444",
    "/espace/coop-a/membres/": "c422444444",
    "/espace/coop-a/membres/inviter/": "c4im444444",
    "/espace/coop-a/membres/{membre}/role/": "c4im444444",
    "/espace/coop-a/membres/{membre}/retirer/": "c4mm444444",
    "/espace/coop-a/invitations/{invitation}/annuler/": "c4im444444",
    "/espace/coop-a/fiches/nouvelle/": "c422444444",
    "/espace/coop-a/fiches/nouvelle/garder/": "c4mm444444",
    "/espace/coop-a/fiches/nouvelle/abandonner/": "c4mm444444",
    "/espace/coop-a/fiches/{fiche}/": "c422444444",
    "/espace/coop-a/fiches/{fiche}/apercu/": "c422444444",
    "/espace/coop-a/fiches/{fiche}/garder/": "c4mm444444",
    "/espace/coop-a/fiches/{fiche}/abandonner/": "c4mm444444",
    "/espace/coop-a/fiches/{soumise}/": "c422444444",
    "/espace/coop-a/fiches/{soumise}/reprendre/": "c4mm444444",
    "/espace/coop-a/fiches/{relue}/": "c422444444",
    "/espace/coop-a/fiches/{relue}/repondre/": "c4mm444444",
    "/espace/coop-b/fiches/{fiche}/": "c444444444",
    "/espace/coop-b/fiches/{fiche}/apercu/": "c444444444",
    "/espace/coop-a/reprises/": "c422444444",
    "/espace/coop-a/reprises/{reprise}/": "c422444444",
    "/espace/coop-b/reprises/{reprise}/": "c444444444",
    "/espace/coop-a/reprises/nouvelle/{publique}/": "c422444444",
    "/espace/coop-b/reprises/nouvelle/{fiche}/": "c444444444",
    "/espace/inconnue/": "c444444444",
    "/espace/inconnue/fiches/{fiche}/": "c444444444",
    "/espace/invitation/n-importe-quoi/": "4444444444",
    "/espace/invitation/{jeton}/": "2iiiiiiiii",
    "/documents/{document}": "4422422224",
    "/bonnes-pratiques/{slug}/": "4444444444",
    "/admin/": "ciiii2222i",
    "/admin/pages/{fiche}/edit/": "ciiii2222i",
    "/admin/pages/{fiche}/view_draft/": "ciiii2222i",
    "/admin/images/chooser/": "ciiii2222i",
    "/admin/documents/chooser/": "ciiii2222i",
    "/admin/choose-page/": "ciiii2222i",
    "/admin/snippets/registre/membre/": "ciiii3222i",
    "/admin/snippets/registre/invitation/add/": "ciiii3222i",
}
ECRITURES = {
    "/espace/": "cmmmmmmmmm",
    "/espace/reprendre/{publique}/": "cmmmmmmmmm",
    "/espace/coop-a/": "c4mm444444",
    "/espace/coop-a/promouvoir/": "c4mm444444",
    "/espace/coop-a/promouvoir/kit.zip": "c4mm444444",
    "/espace/coop-a/promouvoir/plaque.pdf": "c4mm444444",
    "/espace/coop-a/deployer/": "c4mm444444",
    "/espace/coop-a/deployer/statuts/": "c4bb444444",
    "/espace/coop-a/deployer/statuts/retirer/": "c4rr444444",  # it declared nothing
    "/espace/coop-a/affichages/": "c4bb444444",
    "/espace/coop-a/affichages/1/retirer/": "c433444444",
    "/espace/coop-a/membres/": "c4mm444444",
    "/espace/coop-a/membres/inviter/": "c4i3444444",
    "/espace/coop-a/membres/{membre}/role/": "c4i3444444",
    "/espace/coop-a/membres/{membre}/retirer/": "c433444444",
    "/espace/coop-a/membres/{referent}/retirer/": "c4rr444444",  # not hers to remove; not his to leave nobody
    "/espace/coop-b/membres/{membre}/retirer/": "c444444444",
    "/espace/coop-b/membres/{membre}/role/": "c444i44444",
    "/espace/coop-a/invitations/{invitation}/annuler/": "c4i3444444",
    "/espace/coop-b/invitations/{invitation}/annuler/": "c444i44444",
    "/espace/coop-a/fiches/nouvelle/": "c433444444",
    "/espace/coop-a/fiches/nouvelle/garder/": "u422444444",
    "/espace/coop-a/fiches/nouvelle/abandonner/": "c433444444",
    "/espace/coop-a/fiches/{fiche}/": "c433444444",
    "/espace/coop-a/fiches/{fiche}/apercu/": "c4mm444444",
    "/espace/coop-a/fiches/{fiche}/garder/": "u422444444",
    "/espace/coop-a/fiches/{fiche}/abandonner/": "c433444444",
    "/espace/coop-a/fiches/{soumise}/reprendre/": "c433444444",
    "/espace/coop-a/fiches/{relue}/repondre/": "c4b3444444",  # she wrote it: another agrees
    "/espace/coop-b/fiches/{fiche}/": "c444444444",
    "/espace/coop-b/fiches/{fiche}/garder/": "u444444444",
    "/espace/coop-b/fiches/{fiche}/abandonner/": "c444444444",
    "/espace/coop-b/fiches/{soumise}/reprendre/": "c444444444",
    "/espace/coop-b/fiches/{relue}/repondre/": "c444444444",
    "/espace/coop-a/reprises/": "c4mm444444",
    "/espace/coop-a/reprises/{reprise}/": "c433444444",
    "/espace/coop-b/reprises/{reprise}/": "c444444444",
    "/espace/coop-a/reprises/nouvelle/{publique}/": "c433444444",
    "/espace/coop-b/reprises/nouvelle/{publique}/": "c444b44444",  # one's own sheet is not taken up
    "/espace/coop-b/reprises/nouvelle/{fiche}/": "c444444444",
    "/espace/invitation/n-importe-quoi/": "4444444444",
    "/espace/invitation/{jeton}/": "3iiiiiiiii",
}
# The least that each address understands, by what it ends with: who may not is refused with the very words of who may.
DONNEES: dict[str, dict[str, Any]] = {
    "/inviter/": {"courriel": "une-autre@a.example.org", "role": "contributeur"},
    "/role/": {"role": "referent"},
    "/fiches/nouvelle/": {"title": "Une idée"},
    "/fiches/{fiche}/": {"title": "Une idée", "base": "{revision}"},
    "/garder/": {"title": "Une idée"},
    "/repondre/": {"action": "accepter", "revision": "{revision_relue}", "confirmer": "1"},
    "/reprises/{reprise}/": {"le": "02/01/2024", "resultat": "Moitié moins."},
    "/reprises/nouvelle/{publique}/": {"le": "01/01/2024", "adaptation": "Un peu."},
    "/reprises/nouvelle/{fiche}/": {"le": "01/01/2024", "adaptation": "Un peu."},
    "/{jeton}/": {"prenom": "Aya", "nom": "Diop", "mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE},
}


def donnees(adresse: str, objets: dict[str, Any]) -> dict[str, str]:
    """What is written to this address of the table."""
    [voulues] = [champs for fin, champs in DONNEES.items() if adresse.endswith(fin)] or [{}]
    return {nom: valeur.format(**objets) for nom, valeur in voulues.items()}
