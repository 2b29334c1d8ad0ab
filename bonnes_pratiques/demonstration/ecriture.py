"""From a file's short form to a sheet ready to be saved."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from bonnes_pratiques.demonstration.fichiers import DonneesRefuseesError, FicheDonnee
from bonnes_pratiques.demonstration.reperes import LignesNommees
from bonnes_pratiques.demonstration.schema import TEXTES_RICHES
from bonnes_pratiques.demonstration.textes import deroulement, en_html
from bonnes_pratiques.models import CooperativeDeFiche, FichePratique, Resultat
from bonnes_pratiques.models.etiquette import canoniques

TELS_QUELS = (
    "title",
    "introduction",
    "metiers",
    "national",
    "departements",
    "milieu",
    "stade",
    "moyens_humains",
    "cout",
    "duree",
    "partenaires",
    "contact_role",
    "preuve",
    "relue_le",
    "a_revoir_le",
)


def composer(donnee: FicheDonnee, reperes: LignesNommees) -> FichePratique:
    """Return the sheet, unsaved, whole and checked. Raises `DonneesRefuseesError` naming file, line and field."""
    valeurs = donnee.valeurs
    fautes = list(_inconnus(donnee, reperes))
    if fautes:
        raise DonneesRefuseesError(fautes)

    fiche = FichePratique(
        slug=donnee.slug,
        locale=reperes.bibliotheque.locale,
        live=False,
        demonstration=True,
        cooperative=reperes.cooperatives[valeurs["cooperative"]],
        engagement_principal=reperes.engagements[valeurs["engagement_principal"]],
        deroulement=deroulement(donnee.slug, valeurs.get("deroulement") or []),
        **{nom: valeurs[nom] for nom in TELS_QUELS if nom in valeurs},
        **{nom: en_html(valeurs[nom]) for nom in TEXTES_RICHES if nom in valeurs},
    )

    fiche.engagements_secondaires.set([reperes.engagements[n] for n in valeurs.get("engagements_secondaires") or []])
    fiche.themes.set([reperes.themes[cle] for cle in valeurs["themes"]])
    fiche.etiquettes.add(*canoniques(valeurs.get("etiquettes") or []))
    fiche.autres_cooperatives.set(
        [CooperativeDeFiche(cooperative=reperes.cooperatives[s]) for s in valeurs.get("autres_cooperatives") or []]
    )
    fiche.resultats.set([_resultat(donnee, i, reperes) for i in range(len(valeurs.get("resultats") or []))])
    _controler(donnee, fiche)

    return fiche


def _inconnus(donnee: FicheDonnee, reperes: LignesNommees) -> Iterator[str]:
    """Yield a fault for each coop, engagement or theme that does not exist."""
    valeurs = donnee.valeurs
    listes: list[tuple[str, dict[Any, Any], list[Any]]] = [
        ("cooperative", reperes.cooperatives, [valeurs["cooperative"]]),
        ("autres_cooperatives", reperes.cooperatives, valeurs.get("autres_cooperatives") or []),
        ("engagement_principal", reperes.engagements, [valeurs["engagement_principal"]]),
        ("engagements_secondaires", reperes.engagements, valeurs.get("engagements_secondaires") or []),
        ("themes", reperes.themes, valeurs["themes"]),
        ("reprises", reperes.cooperatives, [reprise["cooperative"] for reprise in valeurs.get("reprises") or []]),
    ]

    for champ, connus, cites in listes:
        for cite in cites:
            if cite not in connus:
                yield donnee.faute(champ, _("« %(valeur)s » n’existe pas sur ce site.") % {"valeur": cite})


def _resultat(donnee: FicheDonnee, rang: int, reperes: LignesNommees) -> Resultat:
    """Return a figure: as told, or read from the coop's indicator so that both pages say the same."""
    brut = donnee.valeurs["resultats"][rang]
    chemin = f"resultats[{rang}]"
    commun = {nom: brut[nom] for nom in ("libelle", "unite", "methode") if nom in brut}

    if "indicateur" not in brut:
        try:
            avant, apres = Decimal(brut["avant"]), Decimal(brut["apres"])
        except InvalidOperation as erreur:
            message = _('avant et apres sont des nombres, écrits comme "12.5".')
            raise DonneesRefuseesError([donnee.faute(chemin, message)]) from erreur
        resultat = Resultat(avant=avant, apres=apres, releve_le=brut["releve_le"], **commun)
    else:
        indicateur = reperes.indicateur(donnee.valeurs["cooperative"], brut["indicateur"])
        if indicateur is None:
            message = _("la coopérative n’a pas d’indicateur public de ce nom, relevé, pour cet engagement.")
            raise DonneesRefuseesError([donnee.faute(f"{chemin}.indicateur", message)])
        releve = indicateur.releves.order_by("-releve_le")[0]
        chiffres = {"avant": indicateur.valeur_depart, "apres": releve.valeur, "releve_le": releve.releve_le}
        resultat = Resultat(indicateur=indicateur, unite=indicateur.unite, **chiffres, **commun)

    try:
        resultat.full_clean(exclude=["fiche"], validate_constraints=False)
    except ValidationError as erreur:
        raise DonneesRefuseesError([donnee.faute(chemin, " ".join(erreur.messages))]) from erreur

    return resultat


def _controler(donnee: FicheDonnee, fiche: FichePratique) -> None:
    """Ask the sheet what it would refuse of an editor. Raises `DonneesRefuseesError`."""
    fautes: dict[str, list[str]] = {}
    try:
        fiche.clean_fields(exclude=["path", "depth", "url_path", "content_type", "translation_key"])
    except ValidationError as erreur:
        fautes |= erreur.message_dict
    fautes |= fiche.manques(timezone.localdate())
    if fautes:
        raise DonneesRefuseesError([donnee.faute(champ, " ".join(messages)) for champ, messages in fautes.items()])
