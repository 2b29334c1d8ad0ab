"""How a result is shown, as links: views, orders, sizes, neighbouring pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from socle.liste.question import Question


@dataclass(frozen=True)
class Lien:
    """A way to show the result; `ici` when it is the present one."""

    texte: str
    adresse: str
    ici: bool


@dataclass(frozen=True)
class AffichageDeListe:
    """Every way to show the result. Addresses are query strings, empty where there is nowhere to go."""

    vues: tuple[Lien, ...]
    tris: tuple[Lien, ...]
    tailles: tuple[Lien, ...]
    precedente: str
    suivante: str


def liens(question: Question, nom: str, textes: Iterable[tuple[object, object]], ici: object) -> tuple[Lien, ...]:
    """Return a link for each value of a field, told by its words; `ici` is the value in use."""
    return tuple(Lien(str(texte), question.avec(**{nom: valeur}).adresse, valeur == ici) for valeur, texte in textes)


def precedente(question: Question, page: int) -> str:
    """Return the address of the page before `page`; empty on the first."""
    return question.avec(page=page - 1).adresse if page > 1 else ""


def suivante(question: Question, page: int, pages: int) -> str:
    """Return the address of the page after `page`; empty on the last of `pages`."""
    return question.avec(page=page + 1).adresse if page < pages else ""
