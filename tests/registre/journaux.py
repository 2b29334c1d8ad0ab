"""What tests of the journal ask: the last event of a verb, what the register says of a day, its version."""

import datetime

from registre.models import Cooperative, Evenement, Operation, PeriodeDeStatut, VersionDuRegistre


def dernier(operation: Operation, cooperative: Cooperative | None = None) -> Evenement:
    """Return the latest event of this verb, of this coop or of any."""
    evenements = Evenement.objects.filter(operation=operation)
    if cooperative is not None:
        evenements = evenements.filter(cooperative=cooperative)
    return evenements.select_related("cooperative").latest("pk")


def periode(cooperative: Cooperative, au: datetime.date, connu_le: datetime.date | None = None) -> PeriodeDeStatut:
    """Return the one row that speaks of this day, as known now or at the end of a day."""
    lues = PeriodeDeStatut.toutes.connues(connu_le).au(au).select_related("label", "identite")
    return lues.get(cooperative=cooperative)


def statut(cooperative: Cooperative, au: datetime.date, connu_le: datetime.date | None = None) -> str:
    """Return the coop's public status, empty when it has none."""
    return periode(cooperative, au, connu_le).statut


def version() -> int:
    """Return the register's version."""
    return VersionDuRegistre.objects.get().numero
