"""The next session of the committee, which hears the fictional candidatures: plainly fictional, as they are."""

import datetime

from registre.comite.models import NatureDePoint, PointALOrdreDuJour
from registre.etats import Etat
from registre.models import Candidature, SeanceComite

FICTIF = "Séance fictive"
DANS = datetime.timedelta(days=21)
PAR_SEANCE = 12  # points that a morning hears


def ecrire(au: datetime.date) -> None:
    """Call a session three weeks after `au`, unless one is planned: it hears the first candidatures to complete."""
    if SeanceComite.objects.filter(le__gte=au).exists():
        return

    seance = SeanceComite.objects.create(le=au + DANS, lieu=FICTIF, date_limite_depot=au)
    a_completer = Candidature.objects.filter(etat=Etat.A_COMPLETER, cooperative__demonstration=True)

    PointALOrdreDuJour.objects.bulk_create(
        PointALOrdreDuJour(
            seance=seance,
            ordre=ordre,
            nature=NatureDePoint.COMPLETUDE,
            cooperative_id=candidature.cooperative_id,
            rang=candidature.rang,
        )
        for ordre, candidature in enumerate(a_completer.order_by("deposee_le", "pk")[:PAR_SEANCE], start=1)
    )
