"""Reads the fictional sheets and their themes. No database here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bonnes_pratiques.demonstration.schema import fautes_de_fiche, fautes_de_themes
from raison_detre.chargement.yaml_situe import DocumentSitue, FauteDuFichier, FichierRefuse, lire

DONNEES = Path(__file__).resolve().parents[1] / "donnees"


class DonneesRefuseesError(Exception):
    """Files that cannot be loaded: `fautes` are sentences, each beginning with its file, line and field."""

    def __init__(self, fautes: list[str]) -> None:
        self.fautes = fautes
        super().__init__("\n".join(fautes))


@dataclass(frozen=True)
class FicheDonnee:
    """One sheet as its file tells it: the slug is the file's name, `valeurs` bear the names of the model's fields."""

    slug: str
    document: DocumentSitue

    @property
    def valeurs(self) -> dict[str, Any]:
        """What the file says, keys and all, before it is checked."""
        valeurs: dict[str, Any] = self.document.valeurs
        return valeurs

    def faute(self, champ: str, message: str) -> str:
        """Return a fault of this file as a sentence."""
        return f"{self.slug}.yaml, {self.document.faute(champ, message)}"


@dataclass(frozen=True)
class ThemeDonne:
    """A theme or, when `parent` names one, a sub-theme."""

    cle: str
    nom: str
    anglais: str
    description: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Donnees:
    """All there is to load."""

    fiches: tuple[FicheDonnee, ...]
    themes: tuple[ThemeDonne, ...]
    dossier: Path


def lire_donnees(dossier: Path = DONNEES) -> Donnees:
    """Return the sheets of `fiches/` in the order of their names, and the themes. Raises `DonneesRefuseesError`."""
    fautes: list[str] = []
    themes = _lire(dossier / "themes.yaml", fautes_de_themes, fautes)
    lues = [(f, _lire(f, fautes_de_fiche, fautes)) for f in sorted((dossier / "fiches").glob("*.yaml"))]
    if fautes or themes is None:
        raise DonneesRefuseesError(fautes)
    fiches = tuple(FicheDonnee(fichier.stem, document) for fichier, document in lues if document)
    return Donnees(fiches, tuple(_themes(themes)), dossier)


def _lire(
    fichier: Path, controle: Callable[[DocumentSitue], Iterator[FauteDuFichier]], fautes: list[str]
) -> DocumentSitue | None:
    """Return the document when its form is right; else add its faults, named by file."""
    document, trouvees = None, []
    try:
        document = lire(fichier)
        trouvees = document.fautes or list(controle(document))
    except FichierRefuse as refus:
        trouvees = refus.fautes

    fautes += [f"{fichier.name}, {faute}" for faute in trouvees]

    return None if trouvees else document


def _themes(document: DocumentSitue) -> Iterator[ThemeDonne]:
    for theme in document.valeurs["themes"]:
        yield ThemeDonne(theme["cle"], theme["nom"], theme["anglais"], theme["description"])
        for sous_theme in theme.get("sous_themes") or []:
            yield ThemeDonne(**sous_theme, parent=theme["cle"])
