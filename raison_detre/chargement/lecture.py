"""From the source file to an edition that can be written: every field checked before anything is."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from raison_detre.chargement.yaml_situe import DocumentSitue, Faute, FichierRefuse, lire
from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.models.referentiel import FrequenceComite
from raison_detre.regles import Regles, fautes_de_compte, fautes_de_duree

# Field -> (type, may be left out).
CHAMPS_REFERENTIEL: dict[str, tuple[type, bool]] = {
    "code": (str, False),
    "nom": (str, False),
    "titre": (str, False),
    "decision_de_principe": (datetime.date, True),
    "adopte_le": (datetime.date, False),
    "en_vigueur_du": (datetime.date, True),
    "devoile_au": (str, True),
    "cadre_legal": (str, True),
}
CHAMPS_REGLES: dict[str, tuple[type, bool]] = {
    champ: ({"points_etape_mois": list, "frequence_comite": str}.get(champ, int), False) for champ in Regles.champs()
}
CHAMPS_AXE: dict[str, tuple[type, bool]] = {
    "numero": (int, False),
    "slug": (str, False),
    "titre": (str, False),
    "titre_manifeste": (str, False),
    "sous_titre": (str, True),
    "texte": (list, False),
    "engagements": (list, False),
}
CHAMPS_ENGAGEMENT: dict[str, tuple[type, bool]] = {"numero": (int, False), "intitule": (str, False), "cle": (str, True)}
SECTIONS: dict[str, tuple[type, bool]] = {"referentiel": (dict, False), "regles": (dict, False), "axes": (list, False)}
NOMS_DE_TYPE = {
    str: "un texte",
    int: "un nombre entier",
    list: "une liste",
    dict: "des champs",
    datetime.date: "une date",
}


@dataclass(frozen=True)
class EngagementDuFichier:
    """An engagement as written; `cle` is empty when the file leaves it to the wording."""

    numero: int
    intitule: str
    cle: str

    @property
    def cle_par_defaut(self) -> str:
        """The key of an engagement that has none yet."""
        return self.cle or slugify(self.intitule)[:80].strip("-")


@dataclass(frozen=True)
class AxeDuFichier:
    """An axis as written, its text as the model stores it."""

    champs: dict[str, Any]
    engagements: tuple[EngagementDuFichier, ...]


@dataclass(frozen=True)
class EditionDuFichier:
    """A whole edition, checked: it can be written as it is."""

    champs: dict[str, Any]
    axes: tuple[AxeDuFichier, ...]


def lire_edition_du_fichier(fichier: Path) -> EditionDuFichier:
    """Return the edition described by a YAML file. Raises `FichierRefuse` naming every fault by line and field."""
    document = lire(fichier)
    fautes = list(_fautes_de_forme(document)) or list(_fautes_de_sens(document))
    if fautes:
        raise FichierRefuse(fautes)
    valeurs = document.valeurs
    referentiel = {champ: valeur for champ, valeur in valeurs["referentiel"].items() if valeur is not None}
    referentiel.setdefault("en_vigueur_du", referentiel["adopte_le"])
    axes = tuple(_axe(axe) for axe in valeurs["axes"])
    return EditionDuFichier(champs=referentiel | valeurs["regles"], axes=axes)


def _axe(brut: dict[str, Any]) -> AxeDuFichier:
    champs = {champ: brut[champ] for champ in ("numero", "titre", "titre_manifeste")}
    champs |= {"cle": brut["slug"], "sous_titre": brut.get("sous_titre") or "", "texte": "\n\n".join(brut["texte"])}
    engagements = tuple(
        EngagementDuFichier(numero=e["numero"], intitule=e["intitule"], cle=e.get("cle") or "")
        for e in brut["engagements"]
    )
    return AxeDuFichier(champs=champs, engagements=engagements)


def _fautes_de_forme(document: DocumentSitue) -> Iterator[Faute]:
    """Fields missing, unknown or of the wrong type, from the top of the file down."""
    yield from _fautes_de_champs(document, document.valeurs, "", SECTIONS)
    if not isinstance(document.valeurs, dict):
        return
    yield from _fautes_de_champs(
        document, document.valeurs.get("referentiel"), "referentiel", CHAMPS_REFERENTIEL, Referentiel
    )
    yield from _fautes_de_champs(document, document.valeurs.get("regles"), "regles", CHAMPS_REGLES)
    for i, axe in enumerate(_liste(document.valeurs.get("axes"))):
        chemin = f"axes[{i}]"
        yield from _fautes_de_champs(document, axe, chemin, CHAMPS_AXE, Axe)
        if not isinstance(axe, dict):
            continue
        for j, paragraphe in enumerate(_liste(axe.get("texte"))):
            if not isinstance(paragraphe, str) or not paragraphe.strip():
                yield document.faute(f"{chemin}.texte[{j}]", _("donnez un paragraphe de texte."))
        for j, engagement in enumerate(_liste(axe.get("engagements"))):
            yield from _fautes_de_champs(
                document, engagement, f"{chemin}.engagements[{j}]", CHAMPS_ENGAGEMENT, Engagement
            )


def _liste(valeur: Any) -> list[Any]:
    return valeur if isinstance(valeur, list) else []


def _fautes_de_champs(
    document: DocumentSitue, valeurs: Any, chemin: str, attendus: dict[str, tuple[type, bool]], modele: Any = None
) -> Iterator[Faute]:
    """Check one group of fields against what is expected of it."""
    if not isinstance(valeurs, dict):
        if valeurs is not None or not chemin:
            yield document.faute(chemin, _("attendu : des champs « nom: valeur »."))
        return
    prefixe = f"{chemin}." if chemin else ""
    for champ in valeurs.keys() - attendus.keys():
        yield document.faute(
            prefixe + champ, _("ce champ est inconnu. Champs admis : %(c)s.") % {"c": ", ".join(attendus)}
        )
    for champ, attendu in attendus.items():
        yield from _fautes_de_champ(document, prefixe + champ, valeurs.get(champ), attendu, modele)


def _fautes_de_champ(
    document: DocumentSitue, chemin: str, valeur: Any, attendu: tuple[type, bool], modele: Any
) -> Iterator[Faute]:
    """Check one value: there, of its type, not too long for where it goes."""
    type_attendu, facultatif = attendu
    if valeur is None or valeur == "":
        if not facultatif:
            yield document.faute(chemin, _("ce champ manque."))
    elif type(valeur) is not type_attendu:
        yield document.faute(chemin, _("attendu : %(type)s.") % {"type": NOMS_DE_TYPE[type_attendu]})
    elif isinstance(valeur, str) and modele is not None:
        yield from _faute_de_longueur(document, chemin, valeur, modele)


def _faute_de_longueur(document: DocumentSitue, chemin: str, valeur: str, modele: Any) -> Iterator[Faute]:
    nom = chemin.rsplit(".", 1)[-1]
    champ = modele._meta.get_field("cle" if nom == "slug" else nom)
    if champ.max_length and len(valeur) > champ.max_length:
        message = _("ce texte compte %(n)s caractères, %(max)s au plus.") % {"n": len(valeur), "max": champ.max_length}
        yield document.faute(chemin, message)


def _fautes_de_sens(document: DocumentSitue) -> Iterator[Faute]:
    """Numbers that repeat or skip, rules that cannot hold together, dates out of order."""
    valeurs = document.valeurs
    axes = [(f"axes[{i}]", axe) for i, axe in enumerate(valeurs["axes"])]
    engagements = [
        (f"{chemin}.engagements[{j}]", engagement)
        for chemin, axe in axes
        for j, engagement in enumerate(axe["engagements"])
    ]
    yield from _fautes_de_numeros(document, axes)
    yield from _fautes_de_numeros(document, engagements)
    yield from _fautes_de_doublon(document, axes, "slug")
    yield from _fautes_de_doublon(document, engagements, "cle")
    yield from _fautes_de_regles(document, nb_axes=len(axes), nb_engagements=len(engagements))
    referentiel = valeurs["referentiel"]
    if (referentiel.get("en_vigueur_du") or referentiel["adopte_le"]) < referentiel["adopte_le"]:
        yield document.faute("referentiel.en_vigueur_du", _("une édition n’entre pas en vigueur avant son adoption."))


def _fautes_de_regles(document: DocumentSitue, *, nb_axes: int, nb_engagements: int) -> Iterator[Faute]:
    brutes = document.valeurs["regles"]
    regles = Regles(**brutes)
    if regles.frequence_comite not in FrequenceComite.values:
        admises = ", ".join(FrequenceComite.values)
        yield document.faute("regles.frequence_comite", _("attendu : %(choix)s.") % {"choix": admises})
    duree = fautes_de_duree(regles)
    for faute in duree or fautes_de_compte(regles, nb_axes=nb_axes, nb_engagements=nb_engagements):
        yield document.faute(f"regles.{faute.champ}", str(faute.message))


def _fautes_de_numeros(document: DocumentSitue, elements: list[tuple[str, dict[str, Any]]]) -> Iterator[Faute]:
    """Numbers run from 1 without gap nor repeat: a missing one is nearly always a line lost in the file."""
    if not elements:
        yield document.faute("axes", _("la liste est vide."))
        return
    yield from _fautes_de_doublon(document, elements, "numero")
    presents = {element["numero"] for _chemin, element in elements}
    attendus = set(range(1, len(elements) + 1))
    for chemin, element in elements:
        if element["numero"] not in attendus and len(presents) == len(elements):
            manquants = ", ".join(str(n) for n in sorted(attendus - presents))
            message = _("les numéros vont de 1 à %(n)s sans saut : il manque %(manquants)s.")
            yield document.faute(f"{chemin}.numero", message % {"n": len(elements), "manquants": manquants})


def _fautes_de_doublon(
    document: DocumentSitue, elements: list[tuple[str, dict[str, Any]]], champ: str
) -> Iterator[Faute]:
    vus: dict[Any, str] = {}
    for chemin, element in elements:
        valeur = element.get(champ)
        if not valeur and champ == "cle":
            continue
        if valeur in vus:
            ligne = document.lignes[f"{vus[valeur]}.{champ}"]
            message = _("« %(valeur)s » est déjà pris ligne %(ligne)s.") % {"valeur": valeur, "ligne": ligne}
            yield document.faute(f"{chemin}.{champ}", message)
        vus.setdefault(valeur, chemin)
