"""What a label's page shows of the public log: its leaves, and the proof that its grant is there."""

from dataclasses import dataclass

from registre.models import Label
from registre.preuve.journal_public.d_un_label import feuilles_du_label
from registre.preuve.journal_public.preuves import Inclusion, Lecture
from registre.public.journal.entrees import EntreeLue, entrees_lues


@dataclass(frozen=True)
class AuJournal:
    """The leaves that tell of a label, in order, and the proof of the first of them, its grant."""

    entrees: list[EntreeLue]
    inclusion: Inclusion


def au_journal(label: Label) -> AuJournal | None:
    """Return what the log says of a label; None when it says nothing yet. As many queries as the tree has levels."""
    feuilles = feuilles_du_label(label)
    if not feuilles:
        return None
    return AuJournal(entrees_lues(feuilles), Lecture().inclusion(feuilles[0]))
