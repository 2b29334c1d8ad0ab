"""What is forgotten of invitations: the address written to, once the link has been of no use for long."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registre.models import Invitation
from socle.conservation import INVITATIONS_MOIS, Oubli, debut_du_jour, declarer, en_mois


def invitations_anciennes(au: datetime.date) -> QuerySet[Invitation]:
    """Return those that were used, or ran out, longer before `au` than they are kept. One that waits is kept."""
    limite = debut_du_jour(au - relativedelta(months=INVITATIONS_MOIS))
    return Invitation.objects.filter(Q(utilisee_le__lt=limite) | Q(utilisee_le__isnull=True, expire_le__lt=limite))


def poser() -> None:
    declarer(Oubli(_("Invitations utilisées ou expirées"), lambda: en_mois(INVITATIONS_MOIS), invitations_anciennes))
