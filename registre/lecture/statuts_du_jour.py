"""The period each coop is in on a day, which says its status: kept by each process while the register is the same."""

import datetime
from collections.abc import Collection

from registre.models import PeriodeDeStatut
from socle.cadre.memoire import Memoire, version_de_tout

PLACES = 1_000  # coops: a row each, and a row of the coop

_memoire: Memoire[tuple[datetime.date, int], PeriodeDeStatut] = Memoire(version_de_tout, PLACES)


def statuts_du_jour(cooperatives: Collection[int], au: datetime.date) -> dict[int, PeriodeDeStatut]:
    """Return the period of each of these coops on `au`, with the coop, by its key: shared, read only.

    One query for those that are not kept, two for the version.
    """

    def lire(manquantes: Collection[tuple[datetime.date, int]]) -> dict[tuple[datetime.date, int], PeriodeDeStatut]:
        periodes = PeriodeDeStatut.objects.au(au).filter(cooperative__in=[cle for _au, cle in manquantes])
        liees = periodes.select_related("cooperative").order_by("pk")
        return {(au, periode.cooperative_id): periode for periode in liees}

    lues = _memoire.retrouver_toutes([(au, cle) for cle in cooperatives], lire)
    return {cle: periode for (_au, cle), periode in lues.items()}
