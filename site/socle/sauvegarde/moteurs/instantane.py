"""What each engine gives of a database, and takes."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Instantane:
    """A database as it was at one moment: a cursor that sees it so, and its bytes, to be read once."""

    curseur: Any
    octets: Iterable[bytes]


class Moteur(Protocol):
    """A database of this engine, whatever the site does with it meanwhile."""

    nom: str

    def instantane(self) -> AbstractContextManager[Instantane]:
        """Give the database at one moment. Raises `SauvegardeImpossible`, or `OSError`."""
        ...

    def lecture(self) -> AbstractContextManager[Any]:
        """Give a cursor of the database as it is now."""
        ...

    def tables(self, curseur: Any) -> list[str]:
        """Return the names of its tables, in order."""
        ...

    def restaurer(self, octets: Iterable[bytes]) -> None:
        """Put what `instantane` gave in the place of all there is: all or nothing. Raises `RestaurationRefusee`."""
        ...
