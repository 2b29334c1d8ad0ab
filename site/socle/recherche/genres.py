"""The kinds of things that can be found. A room registers its own; the search knows no more of them."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Document:
    """What the search reads of one public thing, and what it shows.

    `langue` is the code of the only language it is read in, empty when its address exists in every language; `adresse`
    is then the French one. `mots` are words it is found by without being shown. `portee` names a set that may be public
    on some days only (an edition): see `Genre.portees`. `demonstration` marks what is fictional wherever it is shown.
    """

    objet: int
    titre: str
    adresse: str
    introduction: str = ""
    corps: str = ""
    mots: tuple[str, ...] = ()
    langue: str = ""
    portee: str = ""
    demonstration: bool = False
    date: datetime.date | None = None


@dataclass(frozen=True)
class Genre:
    """A kind: its name in addresses, its plural for people, how to read its public things.

    `documents(objets)` yields those that are public among these keys, or all of them for None; whatever it does not
    yield leaves the index. `lire(objets, langue)` returns what the row's template needs beside the text, by key, in a
    fixed number of queries. `portees()` returns the scopes public today, when that depends on the day.
    """

    nom: str
    libelle: Any
    documents: Callable[[Collection[int] | None], Iterable[Document]]
    rang: int = 0
    gabarit: str = "socle/recherche/resultat.html"
    lire: Callable[[Collection[int]], Mapping[int, Any]] | None = None
    portees: Callable[[], Collection[str]] | None = None


class GenreInconnuError(LookupError):
    """No room registered a kind of this name."""


_GENRES: dict[str, Genre] = {}


def enregistrer(genre: Genre) -> Genre:
    """Add a kind, or replace the one of the same name; return it."""
    _GENRES[genre.nom] = genre
    return genre


def retirer(nom: str) -> None:
    """Forget a kind: for tests that declare one."""
    _GENRES.pop(nom, None)


def genre(nom: str) -> Genre:
    """Return a kind by its name. Raises `GenreInconnuError`."""
    try:
        return _GENRES[nom]
    except KeyError as absent:
        raise GenreInconnuError(nom) from absent


def genres() -> tuple[Genre, ...]:
    """Return every kind, in the order people see them."""
    return tuple(sorted(_GENRES.values(), key=lambda un_genre: (un_genre.rang, un_genre.nom)))
