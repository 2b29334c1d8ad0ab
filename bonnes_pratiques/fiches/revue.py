"""Which sheets are to be read again on a day: the SQL twin of `FichePratique.a_revoir`."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from bonnes_pratiques.models.fiche import MOIS_AVANT_REVUE

UN_JOUR = datetime.timedelta(days=1)


def a_revoir(au: datetime.date) -> Q:
    """Return the filter of the sheets to be reviewed on `au`, that day included."""
    return Q(a_revoir_le__lte=au) | Q(a_revoir_le__isnull=True, relue_le__lte=derniere_relecture_perimee(au))


def derniere_relecture_perimee(au: datetime.date) -> datetime.date:
    """Return the latest day of review that is 24 months old on `au`. A review on 29 February ages on the 28th."""
    jour = au - relativedelta(months=MOIS_AVANT_REVUE)
    while jour + UN_JOUR + relativedelta(months=MOIS_AVANT_REVUE) <= au:
        jour += UN_JOUR
    return jour
