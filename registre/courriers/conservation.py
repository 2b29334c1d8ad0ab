"""What is forgotten of letters: as reminders, two years after they were written. What waits still leaves."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registre.courriers.models import Courrier
from socle.conservation import RAPPELS_MOIS, Oubli, debut_du_jour, declarer, en_mois
from socle.file_de_courriels import EtatDEnvoi


def anciens(au: datetime.date) -> QuerySet[Courrier]:
    """Return what was written long before `au`."""
    limite = debut_du_jour(au - relativedelta(months=RAPPELS_MOIS))
    return Courrier.objects.filter(ecrit_le__lt=limite).exclude(etat=EtatDEnvoi.A_ENVOYER)


def poser() -> None:
    """Say it, once the room is ready."""
    declarer(Oubli(_("Courriels au sujet d’une coopérative ou d’une séance"), lambda: en_mois(RAPPELS_MOIS), anciens))
