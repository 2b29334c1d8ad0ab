"""Reading the journal: a coop's history as it is known now, or as it was known on a day."""

import datetime
from collections.abc import Collection
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from registre.journal.acte import Acte
from registre.journal.histoire import Histoire
from registre.journal.rejeu import rejouer
from registre.models import Evenement


def fin_du_jour(le: datetime.date) -> datetime.datetime:
    """Return the first moment after a day, in Paris (aware)."""
    return timezone.make_aware(datetime.datetime.combine(le + datetime.timedelta(days=1), datetime.time.min))


def connus(evenements: "QuerySet[Evenement]", connu_le: datetime.date | None) -> "QuerySet[Evenement]":
    """Return the events recorded by the end of `connu_le`; all of them for None."""
    return evenements if connu_le is None else evenements.filter(enregistre_le__lt=fin_du_jour(connu_le))


def actes(cooperatives: Collection[int], connu_le: datetime.date | None = None) -> dict[int, list[Acte]]:
    """Return the events of each of these coops, in order, as known on a day. One query."""
    lus = connus(Evenement.objects.filter(cooperative__in=cooperatives), connu_le).select_related("seance")
    par_coop = groupby(lus.order_by("cooperative", "rang"), key=lambda evenement: evenement.cooperative_id)
    return {pk: [evenement.acte for evenement in evenements] for pk, evenements in par_coop}


def histoires(cooperatives: Collection[int], connu_le: datetime.date | None = None) -> dict[int, Histoire]:
    """Return the history of each of these coops, as known on a day; those not entered by then are left out."""
    return {pk: rejouer(lus) for pk, lus in actes(cooperatives, connu_le).items()}


def histoire(cooperative_id: int, connu_le: datetime.date | None = None) -> Histoire | None:
    """Return a coop's history as known on a day, None when it was not on the register by then."""
    return histoires([cooperative_id], connu_le).get(cooperative_id)


def premier_jour() -> datetime.date | None:
    """Return the day of the register's first record, in Paris; None while it has none."""
    premier = Evenement.objects.order_by("enregistre_le").values_list("enregistre_le", flat=True).first()
    return timezone.localdate(premier) if premier else None
