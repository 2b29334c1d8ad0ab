"""What rooms ask to be read in a backup and again once restored, beside counts of rows: the head of a chain.

A room declares what it watches; this one knows none of them. It is asked of a cursor of the database looked at (a
snapshot, a copy, the restored one), in SQL that both engines understand.
"""

from collections.abc import Callable
from typing import Any

Lire = Callable[[Any], str]

_TEMOINS: dict[str, Lire] = {}


def declarer(nom: str, lire: Lire) -> None:
    """Add what a room watches, under this name. Called once, when the room is ready."""
    _TEMOINS[nom] = lire


def lus(curseur: Any) -> dict[str, str]:
    """Return what each says of this database, by name."""
    return {nom: lire(curseur) for nom, lire in _TEMOINS.items()}
