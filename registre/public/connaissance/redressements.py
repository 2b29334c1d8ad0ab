"""What was put right in a coop's journal: which event, how it read before, how it reads since. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from registre.etats import SUR_UN_EVENEMENT
from registre.journal.acte import Acte
from registre.journal.rejeu import en_vigueur


@dataclass(frozen=True)
class Redressement:
    """What `par` (a correction or an annulment) did to one event: None where it is not read."""

    par: Acte
    avant: Acte | None
    apres: Acte | None

    @property
    def acte(self) -> Acte:
        """The event, as it reads now or, annulled, as it last read."""
        acte = self.apres or self.avant
        assert acte is not None  # noqa: S101 - something was said of an event
        return acte


def redressements(actes: Sequence[Acte]) -> list[Redressement]:
    """Return every change that corrections and annulments made, in the order they were recorded.

    A correction moves all the events it names; annulling one puts them back. `actes` is the journal from its start.
    """
    trouves = []

    for rang, acte in enumerate(actes):
        if acte.operation in SUR_UN_EVENEMENT:
            avant = {lu.rang: lu for lu in en_vigueur(actes[:rang])}
            apres = {lu.rang: lu for lu in en_vigueur(actes[: rang + 1])}
            changes = sorted(r for r in avant.keys() | apres.keys() if avant.get(r) != apres.get(r))
            trouves += [Redressement(acte, avant.get(r), apres.get(r)) for r in changes]

    return trouves
