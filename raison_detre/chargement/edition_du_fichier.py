"""From the source file to an edition that can be written: every field is checked before anything is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from raison_detre.chargement.schema import fautes_de_forme
from raison_detre.chargement.yaml_situe import DocumentSitue, FauteDuFichier, FichierRefuse, lire
from raison_detre.regles import Regles, fautes_de_compte, fautes_de_duree


@dataclass(frozen=True)
class EngagementDuFichier:
    """An engagement as written; `cle` is empty when the file leaves it to the wording."""

    numero: int
    intitule: str
    cle: str

    @property
    def cle_par_defaut(self) -> str:
        """The key of an engagement the site does not have yet."""
        return self.cle or slugify(self.intitule)[:80].strip("-")


@dataclass(frozen=True)
class AxeDuFichier:
    """An axis as written; `champs` are the model's, its text with a blank line between paragraphs."""

    champs: dict[str, Any]
    engagements: tuple[EngagementDuFichier, ...]

    @property
    def cle(self) -> str:
        """What two editions have in common."""
        return self.champs["cle"]


@dataclass(frozen=True)
class EditionDuFichier:
    """A whole edition, checked: it can be written as it is. `champs` are the model's, rules included."""

    champs: dict[str, Any]
    axes: tuple[AxeDuFichier, ...]

    @property
    def code(self) -> str:
        """The edition's code, which names it in addresses and commands."""
        return self.champs["code"]


def lire_edition_du_fichier(fichier: Path) -> EditionDuFichier:
    """Return the edition described by a YAML file. Raises `FichierRefuse` naming every fault by line and field.

    Sense (numbers, rules, dates) is only checked in a file whose form is right.
    """
    document = lire(fichier)
    deja_vus = {faute.champ for faute in document.fautes}
    fautes = document.fautes + [faute for faute in fautes_de_forme(document) if faute.champ not in deja_vus]
    fautes = fautes or list(_fautes_de_sens(document))
    if fautes:
        raise FichierRefuse(fautes)

    valeurs = document.valeurs
    referentiel = {nom: valeur for nom, valeur in valeurs["referentiel"].items() if valeur is not None}

    referentiel.setdefault("en_vigueur_du", referentiel["adopte_le"])
    axes = tuple(_axe(axe) for axe in valeurs["axes"])
    return EditionDuFichier(champs=referentiel | valeurs["regles"], axes=axes)


def _axe(brut: dict[str, Any]) -> AxeDuFichier:
    champs = {nom: brut[nom] for nom in ("numero", "titre", "titre_manifeste")}
    champs |= {"cle": brut["slug"], "sous_titre": brut.get("sous_titre") or "", "texte": "\n\n".join(brut["texte"])}
    return AxeDuFichier(champs=champs, engagements=tuple(_engagement(e) for e in brut["engagements"]))


def _engagement(brut: dict[str, Any]) -> EngagementDuFichier:
    return EngagementDuFichier(numero=brut["numero"], intitule=brut["intitule"], cle=brut.get("cle") or "")


# A path in the file, and the value that must be found once.
Place = tuple[str, Any]


def _fautes_de_sens(document: DocumentSitue) -> Iterator[FauteDuFichier]:
    """Numbers that repeat or skip, rules that cannot hold together, dates out of order."""
    axes = [(f"axes[{i}]", axe) for i, axe in enumerate(document.valeurs["axes"])]
    engagements = [(f"{ou}.engagements[{j}]", e) for ou, axe in axes for j, e in enumerate(axe["engagements"])]

    yield from _fautes_de_numeros(document, [(f"{ou}.numero", axe["numero"]) for ou, axe in axes])
    yield from _fautes_de_numeros(document, [(f"{ou}.numero", e["numero"]) for ou, e in engagements])
    yield from _fautes_de_doublon(document, [(f"{ou}.slug", axe["slug"]) for ou, axe in axes])
    yield from _fautes_de_doublon(document, [(f"{ou}.cle", _engagement(e).cle_par_defaut) for ou, e in engagements])
    yield from _fautes_de_regles(document, nb_axes=len(axes), nb_engagements=len(engagements))

    referentiel = document.valeurs["referentiel"]
    if (referentiel.get("en_vigueur_du") or referentiel["adopte_le"]) < referentiel["adopte_le"]:
        yield document.faute("referentiel.en_vigueur_du", _("une édition n’entre pas en vigueur avant son adoption."))


def _fautes_de_numeros(document: DocumentSitue, places: list[Place]) -> Iterator[FauteDuFichier]:
    """Numbers run from 1 without gap nor repeat: a missing one is nearly always a line lost in the file."""
    doublons = list(_fautes_de_doublon(document, places))
    yield from doublons
    nombre = len(places)
    manquants = ", ".join(str(n) for n in sorted(set(range(1, nombre + 1)) - {numero for _ou, numero in places}))
    if manquants and not doublons:
        chemin = next(ou for ou, numero in places if not 1 <= numero <= nombre)
        message = _("%(n)s numéros devraient aller de 1 à %(n)s sans saut : il manque %(manquants)s.")
        yield document.faute(chemin, message % {"n": nombre, "manquants": manquants})


def _fautes_de_doublon(document: DocumentSitue, places: list[Place]) -> Iterator[FauteDuFichier]:
    vus: dict[Any, str] = {}
    for chemin, valeur in places:
        premier = vus.setdefault(valeur, chemin)
        if premier != chemin:
            ligne = document.faute(premier, "").ligne
            message = _("« %(valeur)s » est déjà pris ligne %(ligne)s.") % {"valeur": valeur, "ligne": ligne}
            yield document.faute(chemin, message)


def _fautes_de_regles(document: DocumentSitue, *, nb_axes: int, nb_engagements: int) -> Iterator[FauteDuFichier]:
    regles = Regles(**document.valeurs["regles"])
    fautes = fautes_de_duree(regles) or fautes_de_compte(regles, nb_axes=nb_axes, nb_engagements=nb_engagements)
    for faute in fautes:
        yield document.faute(f"regles.{faute.champ}", str(faute.message))
