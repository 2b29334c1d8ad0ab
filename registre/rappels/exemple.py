"""A message about nobody, for the preview of a wording."""

import datetime

from django.utils import timezone

from registre.etats import NaturePoint
from registre.models import Cooperative
from registre.rappels.courriel import Courriel, rediger
from registre.rappels.dus import FIN, Du
from registre.rappels.models import FormuleDeRappel, Moment


def exemple(formule: FormuleDeRappel) -> Courriel:
    """Return the message that these words would make today, to a coop that does not exist."""
    au = timezone.localdate()
    coop = Cooperative(pk=0, nom="Coopérative d’exemple", slug="cooperative-d-exemple")
    ecarts = (30, 60) if formule.moment == Moment.AVANT else (-15, 30)
    jours = [au + datetime.timedelta(days=ecart) for ecart in ecarts]
    dus = [
        Du(coop, NaturePoint.POINT_ETAPE, 6, jours[0], (au - jours[0]).days, 1),
        Du(coop, FIN, 0, jours[1], (au - jours[1]).days, 1),
    ]
    return rediger(formule, dus, au)
