"""How many members must be there for a point to be decided. PURE: rules and counts, no table.

Members in conflict are left out on both sides: they count neither among those present nor among those in office
(docs/decisions/0042).
"""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

PART_PAR_DEFAUT = 50  # while the Federation wrote no rule: half of the members in office


class Regle(Protocol):
    """A rule as its row has it: one of the two figures."""

    depuis: datetime.date
    nombre: int | None
    part: int | None


@dataclass(frozen=True)
class Quorum:
    """The count of a point: who is there, how many are asked, members in conflict left out."""

    presents: int
    requis: int

    @property
    def atteint(self) -> bool:
        """Whether the point may be decided. With nobody there, it never is."""
        return 0 < self.requis <= self.presents


def regle_du(regles: Sequence[Regle], le: datetime.date) -> Regle | None:
    """Return the rule of a session of that day: the last that begins by it, None before the first."""
    return max((regle for regle in regles if regle.depuis <= le), key=lambda regle: regle.depuis, default=None)


def requis(regle: Regle | None, en_fonction: int) -> int:
    """Return how many must be there; at least one."""
    if regle is not None and regle.nombre is not None:
        return regle.nombre
    part = PART_PAR_DEFAUT if regle is None or regle.part is None else regle.part
    return max(1, math.ceil(en_fonction * part / 100))


def en_mots(regle: Regle | None) -> str:
    """Return the rule in words."""
    if regle is not None and regle.nombre is not None:
        return f"au moins {regle.nombre} membres présents"
    part = PART_PAR_DEFAUT if regle is None or regle.part is None else regle.part
    return f"au moins {part}\u00a0% des membres en fonction"
