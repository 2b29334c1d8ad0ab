"""What is forgotten of letters: as reminders, two years after they were written. What waits still leaves."""

import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registre.courriers.models import Courrier
from socle import file_de_courriels
from socle.conservation import RAPPELS_MOIS, Oubli, declarer, en_mois


def anciens(au: datetime.date) -> QuerySet[Courrier]:
    """Return what was written long before `au`."""
    return file_de_courriels.anciens(Courrier.objects.all(), "ecrit_le", au)


def poser() -> None:
    """Say it, once the room is ready."""
    declarer(Oubli(_("Courriels au sujet d’une coopérative ou d’une séance"), lambda: en_mois(RAPPELS_MOIS), anciens))
