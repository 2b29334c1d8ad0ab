"""What the public reads of reports: how many, how many corrections, how soon answered. Never one of them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from registre.signalements.models import EtatDuSignalement, SignalementDErreur


@dataclass(frozen=True)
class ComptesDesSignalements:
    """The figures of today. `delai_median` is in days, None while nothing was answered."""

    recus: int
    repondus: int
    corriges: int
    fictifs: int
    delai_median: int | None


def compter_les_signalements() -> ComptesDesSignalements:
    """Count every report ever received, those forgotten too. Two queries.

    Of an even number of delays, the median is the longer of the two in the middle: a whole day, never flattering.
    """
    signalements = SignalementDErreur.objects.order_by()
    comptes = signalements.aggregate(
        recus=Count("pk"),
        repondus=Count("pk", filter=Q(repondu_le__isnull=False)),
        corriges=Count("pk", filter=Q(etat=EtatDuSignalement.CORRIGE)),
        fictifs=Count("pk", filter=Q(cooperative__demonstration=True)),
    )
    delais = signalements.filter(delai__isnull=False).order_by("delai", "pk").values_list("delai", flat=True)
    milieu = comptes["repondus"] // 2

    return ComptesDesSignalements(**comptes, delai_median=next(iter(delais[milieu : milieu + 1]), None))
