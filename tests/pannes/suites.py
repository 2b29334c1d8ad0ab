"""Decisions on one label, a day after the other: suspended, lifted… Each has a reason that nothing else has."""

import datetime
from dataclasses import dataclass

from tests.pannes.grappe import Grappe

SUSPENDUE, LABELLISEE = "suspendue", "labellisee"
GESTES = {SUSPENDUE: "suspendre", LABELLISEE: "lever_suspension"}
LABELS = (
    "SELECT c.slug, l.id, l.valide_du FROM registre_label l JOIN registre_cooperative c ON c.id = l.cooperative_id"
    " WHERE c.slug LIKE 'panne-%%' ORDER BY c.slug"
)


@dataclass
class Suite:
    """The label, and the day of its last decision."""

    slug: str
    label: int
    le: datetime.date
    nombre: int = 0

    @property
    def but(self) -> str:
        """What the next decision makes of it."""
        return (SUSPENDUE, LABELLISEE)[self.nombre % 2]

    def motif_suivant(self) -> str:
        """Go on to the next; return its reason."""
        self.le += datetime.timedelta(days=1)
        self.nombre += 1
        return f"motif-{self.slug}-{self.le}"


def suites_de(grappe: Grappe, sauf: str) -> list[Suite]:
    """Return one for the label of each coop of these tests, but for that of one of them."""
    lues = grappe.lire(LABELS)
    return [
        Suite(str(slug), int(str(pk)), datetime.date.fromisoformat(str(du))) for slug, pk, du in lues if slug != sauf
    ]
