"""A table kept day by day: rows known, to add, to close and when. Rows are closed, never deleted."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

PAR_LOT = 2000
Contenu = tuple[tuple[str, Any], ...]


@dataclass
class Tenue:
    """Rows of a table being kept: those known, by coop or label and content, those to add, those to close and when."""

    modele: type[Model]
    connues: dict[int, dict[Contenu, Any]] = field(default_factory=dict)
    neuves: list[Any] = field(default_factory=list)
    closes: dict[datetime.date, list[int]] = field(default_factory=dict)

    @property
    def mouvements(self) -> int:
        """How many rows were added or closed so far."""
        return len(self.neuves) + sum(len(cles) for cles in self.closes.values())

    def passer_a(self, cle: int, attendues: dict[Contenu, dict[str, Any]], le: datetime.date) -> dict[Contenu, Any]:
        """Close what is no longer said on `le`, add what is said from then on; return the rows by content."""
        connues = self.connues.setdefault(cle, {})
        for contenu in [c for c in connues if c not in attendues]:
            ligne = connues.pop(contenu)
            ligne.connue_jusqu_a = le
            if ligne.pk is not None:
                self.closes.setdefault(le, []).append(ligne.pk)

        for contenu, valeurs in attendues.items():
            if contenu not in connues:
                connues[contenu] = self.modele(**valeurs, connue_du=le)
                self.neuves.append(connues[contenu])

        return connues

    def ecrire(self) -> bool:
        """Write, and tell whether anything was. A row known for less than a day said nothing to anyone: it is left."""
        manager = self.modele._default_manager
        for le, cles in self.closes.items():
            manager.filter(pk__in=cles).update(connue_jusqu_a=le)
        gardees = [n for n in self.neuves if n.connue_jusqu_a != n.connue_du]
        manager.bulk_create(gardees, batch_size=PAR_LOT)
        return bool(gardees or self.closes)
