"""Who absorbed a coop, when, and what became of its label, as known on a day: read from the journal itself."""

import datetime
from collections.abc import Collection

from registre.etats import Operation
from registre.journal.connu import connus, histoires
from registre.journal.identites import Absorbee
from registre.models import Evenement


def absorptions(cooperatives: Collection[int], connu_le: datetime.date | None) -> dict[int, Absorbee]:
    """Return the absorption of each of these coops that was absorbed, an annulled one left aside. Two queries at most.

    Few coops ever are: their whole journals are read, which alone say what was known on a day.
    """
    if not cooperatives:
        return {}
    subies = Evenement.objects.filter(operation=Operation.ETRE_ABSORBEE, cooperative__in=cooperatives)
    concernees = connus(subies, connu_le).order_by("cooperative").values_list("cooperative_id", flat=True)
    lues = histoires(set(concernees), connu_le)
    return {pk: histoire.absorbee for pk, histoire in lues.items() if histoire.absorbee is not None}
