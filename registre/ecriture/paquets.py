"""Long lists in parts: a database takes so many parameters a query, and one that writes says how far it is."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
TAILLE = 1000


def paquets(choses: Sequence[T], taille: int = TAILLE) -> Iterator[Sequence[T]]:
    """Yield these things in order, `taille` at a time."""
    for debut in range(0, len(choses), taille):
        yield choses[debut : debut + taille]
