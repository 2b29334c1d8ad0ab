"""What each role gets of each address of the space, read and written to; and what one writes there to be heard."""

from typing import Any

from tests.bonnes_pratiques.espace.habiter import MOT_DE_PASSE

ROLES = (
    *("visiteur", "sans coop", "contributrice A", "référent A", "contributeur B", "édition", "publication"),
    *("administration", "superuser"),
)
# What each role gets, in the order of ROLES. `c`: to the login; 4: 404; `i`: 403; 2: 200; 3: done, then elsewhere;
# r: not done, elsewhere is said why; b: 400, read and refused; m: 405, not that verb; u: 401, to log in again.
CODES = {"2": 200, "3": 302, "4": 404, "i": 403, "b": 400, "m": 405, "u": 401, "c": "c", "r": "r"}
LECTURES = {
    "/espace/": "c23332222",
    "/espace/reprendre/{publique}/": "c23332222",
    "/espace/coop-a/": "c42244444",
    "/espace/coop-a/membres/": "c42244444",
    "/espace/coop-a/membres/inviter/": "c4im44444",
    "/espace/coop-a/membres/{membre}/role/": "c4im44444",
    "/espace/coop-a/membres/{membre}/retirer/": "c4mm44444",
    "/espace/coop-a/invitations/{invitation}/annuler/": "c4im44444",
    "/espace/coop-a/fiches/nouvelle/": "c42244444",
    "/espace/coop-a/fiches/nouvelle/garder/": "c4mm44444",
    "/espace/coop-a/fiches/nouvelle/abandonner/": "c4mm44444",
    "/espace/coop-a/fiches/{fiche}/": "c42244444",
    "/espace/coop-a/fiches/{fiche}/apercu/": "c42244444",
    "/espace/coop-a/fiches/{fiche}/garder/": "c4mm44444",
    "/espace/coop-a/fiches/{fiche}/abandonner/": "c4mm44444",
    "/espace/coop-a/fiches/{soumise}/": "c42244444",
    "/espace/coop-a/fiches/{soumise}/reprendre/": "c4mm44444",
    "/espace/coop-a/fiches/{relue}/": "c42244444",
    "/espace/coop-a/fiches/{relue}/repondre/": "c4mm44444",
    "/espace/coop-b/fiches/{fiche}/": "c44444444",
    "/espace/coop-b/fiches/{fiche}/apercu/": "c44444444",
    "/espace/coop-a/reprises/": "c42244444",
    "/espace/coop-a/reprises/{reprise}/": "c42244444",
    "/espace/coop-b/reprises/{reprise}/": "c44444444",
    "/espace/coop-a/reprises/nouvelle/{publique}/": "c42244444",
    "/espace/coop-b/reprises/nouvelle/{fiche}/": "c44444444",
    "/espace/inconnue/": "c44444444",
    "/espace/inconnue/fiches/{fiche}/": "c44444444",
    "/espace/invitation/n-importe-quoi/": "444444444",
    "/espace/invitation/{jeton}/": "2iiiiiiii",
    "/documents/{document}": "442242222",
    "/bonnes-pratiques/{slug}/": "444444444",
    "/admin/": "ciiii2222",
    "/admin/pages/{fiche}/edit/": "ciiii2222",
    "/admin/pages/{fiche}/view_draft/": "ciiii2222",
    "/admin/images/chooser/": "ciiii2222",
    "/admin/documents/chooser/": "ciiii2222",
    "/admin/choose-page/": "ciiii2222",
    "/admin/snippets/registre/membre/": "ciiii3222",
    "/admin/snippets/registre/invitation/add/": "ciiii3222",
}
ECRITURES = {
    "/espace/": "cmmmmmmmm",
    "/espace/reprendre/{publique}/": "cmmmmmmmm",
    "/espace/coop-a/": "c4mm44444",
    "/espace/coop-a/membres/": "c4mm44444",
    "/espace/coop-a/membres/inviter/": "c4i344444",
    "/espace/coop-a/membres/{membre}/role/": "c4i344444",
    "/espace/coop-a/membres/{membre}/retirer/": "c43344444",
    "/espace/coop-a/membres/{referent}/retirer/": "c4rr44444",  # not hers to remove; not his to leave nobody
    "/espace/coop-b/membres/{membre}/retirer/": "c44444444",
    "/espace/coop-b/membres/{membre}/role/": "c444i4444",
    "/espace/coop-a/invitations/{invitation}/annuler/": "c4i344444",
    "/espace/coop-b/invitations/{invitation}/annuler/": "c444i4444",
    "/espace/coop-a/fiches/nouvelle/": "c43344444",
    "/espace/coop-a/fiches/nouvelle/garder/": "u42244444",
    "/espace/coop-a/fiches/nouvelle/abandonner/": "c43344444",
    "/espace/coop-a/fiches/{fiche}/": "c43344444",
    "/espace/coop-a/fiches/{fiche}/apercu/": "c4mm44444",
    "/espace/coop-a/fiches/{fiche}/garder/": "u42244444",
    "/espace/coop-a/fiches/{fiche}/abandonner/": "c43344444",
    "/espace/coop-a/fiches/{soumise}/reprendre/": "c43344444",
    "/espace/coop-a/fiches/{relue}/repondre/": "c4b344444",  # she wrote it: another agrees
    "/espace/coop-b/fiches/{fiche}/": "c44444444",
    "/espace/coop-b/fiches/{fiche}/garder/": "u44444444",
    "/espace/coop-b/fiches/{fiche}/abandonner/": "c44444444",
    "/espace/coop-b/fiches/{soumise}/reprendre/": "c44444444",
    "/espace/coop-b/fiches/{relue}/repondre/": "c44444444",
    "/espace/coop-a/reprises/": "c4mm44444",
    "/espace/coop-a/reprises/{reprise}/": "c43344444",
    "/espace/coop-b/reprises/{reprise}/": "c44444444",
    "/espace/coop-a/reprises/nouvelle/{publique}/": "c43344444",
    "/espace/coop-b/reprises/nouvelle/{publique}/": "c444b4444",  # one's own sheet is not taken up
    "/espace/coop-b/reprises/nouvelle/{fiche}/": "c44444444",
    "/espace/invitation/n-importe-quoi/": "444444444",
    "/espace/invitation/{jeton}/": "3iiiiiiii",
}
# The least that each address understands, by what it ends with: who may not is refused with the very words of who may.
DONNEES: dict[str, dict[str, Any]] = {
    "/inviter/": {"courriel": "une-autre@a.example.org", "role": "contributeur"},
    "/role/": {"role": "referent"},
    "/fiches/nouvelle/": {"title": "Une idée"},
    "/fiches/{fiche}/": {"title": "Une idée", "base": "{revision}"},
    "/garder/": {"title": "Une idée"},
    "/repondre/": {"action": "accepter", "revision": "{revision_relue}"},
    "/reprises/{reprise}/": {"le": "02/01/2024", "resultat": "Moitié moins."},
    "/reprises/nouvelle/{publique}/": {"le": "01/01/2024", "adaptation": "Un peu."},
    "/reprises/nouvelle/{fiche}/": {"le": "01/01/2024", "adaptation": "Un peu."},
    "/{jeton}/": {"prenom": "Aya", "nom": "Diop", "mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE},
}


def donnees(adresse: str, objets: dict[str, Any]) -> dict[str, str]:
    """What is written to this address of the table."""
    [voulues] = [champs for fin, champs in DONNEES.items() if adresse.endswith(fin)] or [{}]
    return {nom: valeur.format(**objets) for nom, valeur in voulues.items()}
