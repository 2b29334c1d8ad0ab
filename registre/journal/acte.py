"""An event as the replay reads it, and what is said when events cannot have happened. Pure: no database, no clock."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from registre.etats import (
    Operation,
)
from registre.journal.charges import (
    Charge,
)


@dataclass(frozen=True)
class Acte:
    """An event as the replay reads it. `rang` is its place in its coop's journal, from 1; `enregistre_le` is aware."""

    rang: int
    operation: Operation
    decide_le: datetime.date
    prend_effet_le: datetime.date
    charge: Charge
    enregistre_le: datetime.datetime
    motif: str = ""
    seance: datetime.date | None = None

    def __str__(self) -> str:
        return f"{self.operation.label} ({self.decide_le:%d/%m/%Y})"


class HistoireImpossible(Exception):
    """Events that cannot have happened. `fautes` are sentences fit to show, one per reason."""

    def __init__(self, fautes: Sequence[str]) -> None:
        super().__init__(" ".join(fautes))
        self.fautes = list(fautes)
