"""What the source file must contain, field by field."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from raison_detre.chargement.yaml_situe import DocumentSitue, FauteDuFichier
from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.regles import Regles

NOMS_DE_TYPE = {
    str: gettext_noop("un texte, entre guillemets"),
    int: gettext_noop("un nombre entier"),
    list: gettext_noop("une liste"),
    dict: gettext_noop("des champs « nom: valeur »"),
    datetime.date: gettext_noop("une date AAAA-MM-JJ"),
}


@dataclass(frozen=True)
class Champ:
    """A field of the file: its YAML type, whether it may be left out, the model field whose validators it follows."""

    type: type
    facultatif: bool = False
    modele: Any = None


def _champs(modele: type[models.Model], **types: Champ) -> dict[str, Champ]:
    return {nom: Champ(c.type, c.facultatif, modele._meta.get_field(nom)) for nom, c in types.items()}


TYPES_DES_REGLES: dict[str, type] = {"points_etape_mois": list, "frequence_comite": str}

SECTIONS = {"referentiel": Champ(dict), "regles": Champ(dict), "axes": Champ(list)}
REFERENTIEL = _champs(
    Referentiel,
    code=Champ(str),
    nom=Champ(str),
    titre=Champ(str),
    decision_de_principe=Champ(datetime.date, facultatif=True),
    adopte_le=Champ(datetime.date),
    en_vigueur_du=Champ(datetime.date, facultatif=True),
    devoile_au=Champ(str, facultatif=True),
    cadre_legal=Champ(str, facultatif=True),
)
REGLES = _champs(Referentiel, **{nom: Champ(TYPES_DES_REGLES.get(nom, int)) for nom in Regles.champs()})
AXE = {
    **_champs(Axe, numero=Champ(int)),
    "slug": Champ(str, modele=Axe._meta.get_field("cle")),
    **_champs(Axe, titre=Champ(str), titre_manifeste=Champ(str), sous_titre=Champ(str, facultatif=True)),
    "texte": Champ(list),
    "engagements": Champ(list),
}
ENGAGEMENT = _champs(Engagement, numero=Champ(int), intitule=Champ(str), cle=Champ(str, facultatif=True))


def fautes_de_forme(document: DocumentSitue) -> Iterator[FauteDuFichier]:
    """Fields missing, unknown, of the wrong type or out of bounds, from the top of the file down."""
    valeurs = document.valeurs

    yield from fautes_du_groupe(document, valeurs, "", SECTIONS)
    if not isinstance(valeurs, dict):
        return

    for section, attendus in (("referentiel", REFERENTIEL), ("regles", REGLES)):
        if isinstance(valeurs.get(section), dict):
            yield from fautes_du_groupe(document, valeurs[section], section, attendus)
    for chemin, axe in elements(valeurs, "", "axes"):
        yield from fautes_du_groupe(document, axe, chemin, AXE)
        for paragraphe, texte in elements(axe, chemin, "texte"):
            if not isinstance(texte, str) or not texte.strip():
                yield document.faute(paragraphe, _("attendu : un paragraphe de texte, entre guillemets."))
        for place, engagement in elements(axe, chemin, "engagements"):
            yield from fautes_du_groupe(document, engagement, place, ENGAGEMENT)


def elements(parent: Any, chemin: str, nom: str) -> Iterator[tuple[str, Any]]:
    """Return path and value of each element of a list field; nothing when it is not a list."""
    liste = parent.get(nom) if isinstance(parent, dict) else None
    prefixe = f"{chemin}.{nom}" if chemin else nom
    for i, element in enumerate(liste if isinstance(liste, list) else []):
        yield f"{prefixe}[{i}]", element


def fautes_du_groupe(
    document: DocumentSitue, valeurs: Any, chemin: str, attendus: dict[str, Champ]
) -> Iterator[FauteDuFichier]:
    """Check one group of fields against what is expected of it."""
    if not isinstance(valeurs, dict):
        yield document.faute(chemin, _("attendu : %(type)s.") % {"type": _(NOMS_DE_TYPE[dict])})
        return

    prefixe = f"{chemin}." if chemin else ""

    for nom in valeurs:
        if nom not in attendus:
            message = _("ce champ est inconnu. Champs admis : %(champs)s.") % {"champs": ", ".join(attendus)}
            yield document.faute(prefixe + nom, message)
    for nom, champ in attendus.items():
        if message := _faute_du_champ(valeurs.get(nom), champ):
            yield document.faute(prefixe + nom, message)


def _faute_du_champ(valeur: Any, champ: Champ) -> str:
    """Return what is wrong with a value, empty when nothing is."""
    if valeur in (None, "", [], {}):
        return "" if champ.facultatif else _("ce champ manque ou il est vide.")
    if type(valeur) is not champ.type:  # not isinstance: true is not a number, a moment is not a day
        return _("attendu : %(type)s.") % {"type": _(NOMS_DE_TYPE[champ.type])}

    if champ.modele is not None:
        try:
            champ.modele.clean(valeur, None)
        except ValidationError as erreur:
            return " ".join(erreur.messages)

    return ""
