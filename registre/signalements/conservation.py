"""What is forgotten of reports once they are answered: all that people wrote. What is counted stays."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction

from registre.signalements.models import ReglagesDesSignalements, SignalementDErreur
from registre.signalements.models.signalement import SignalementQuerySet, debut_du_jour


def a_effacer(au: datetime.date) -> SignalementQuerySet:
    """Return the reports answered longer ago than the settings keep them, on `au`. One that waits is kept."""
    limite = au - relativedelta(months=ReglagesDesSignalements.lus().conservation_mois)
    return SignalementDErreur.objects.filter(repondu_le__lt=debut_du_jour(limite), efface_le=None)


@transaction.atomic
def effacer(au: datetime.date, *, simulation: bool = False) -> int:
    """Forget what those reports say and who wrote them; return how many. A simulation counts only."""
    if simulation:
        return a_effacer(au).count()
    return a_effacer(au).update(faux="", juste="", courriel="", reponse="", efface_le=au)
