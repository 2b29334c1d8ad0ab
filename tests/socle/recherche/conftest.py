"""A kind of its own, whose documents a test writes: the engine alone, whatever the rooms register."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest

from socle.recherche.genres import Document, Genre, enregistrer, retirer
from socle.recherche.index import indexer
from tests.rigueur.html import StrictClient

ESSAI = "essai"


class Bibliotheque:
    """What the test kind holds."""

    def __init__(self) -> None:
        self.documents: dict[int, Document] = {}
        self.genre = enregistrer(Genre(ESSAI, "Essais", self.lire))

    def lire(self, objets: Collection[int] | None) -> Iterator[Document]:
        return (d for d in self.documents.values() if objets is None or d.objet in objets)

    def ajouter(self, *titres: str, **champs: str) -> None:
        """Add documents of these titles, keys in order from 1, and index them."""
        for titre in titres:
            objet = len(self.documents) + 1
            self.documents[objet] = Document(objet, titre, f"/essai/{objet}/", **champs)  # type: ignore[arg-type]
        indexer(self.genre)


@pytest.fixture
def bibliotheque(db: None) -> Iterator[Bibliotheque]:
    yield Bibliotheque()
    retirer(ESSAI)


@pytest.fixture
def titres(bibliotheque: Bibliotheque) -> Callable[..., list[str]]:
    """Return a function that asks and gives the titles found, best first."""
    from socle.recherche.moteur import Recherche

    def titres(texte: str, **options: Any) -> list[str]:
        trouves = Recherche(texte, genres=[ESSAI], **options).trouves
        return [bibliotheque.documents[trouve.objet].titre for trouve in trouves]

    return titres


@pytest.fixture
def lecteur() -> StrictClient:
    """A browser that reads each page strictly."""
    return StrictClient()
