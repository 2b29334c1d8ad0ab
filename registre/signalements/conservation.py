"""What is forgotten of reports once they are answered: all that people wrote. What is counted stays."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.signalements.models import ReglagesDesSignalements, SignalementDErreur
from registre.signalements.models.signalement import SignalementQuerySet
from socle.conservation import Oubli, debut_du_jour, declarer, en_mois


def mois() -> int:
    """Return for how many months they are kept once answered: the Federation's setting."""
    return ReglagesDesSignalements.lus().conservation_mois


def a_effacer(au: datetime.date) -> SignalementQuerySet:
    """Return the reports answered longer ago than the settings keep them, on `au`. One that waits is kept."""
    limite = au - relativedelta(months=mois())
    return SignalementDErreur.objects.filter(repondu_le__lt=debut_du_jour(limite), efface_le=None)


def vider(signalements: QuerySet[SignalementDErreur]) -> int:
    """Forget what these reports say and who wrote them; return how many."""
    return signalements.update(faux="", juste="", courriel="", reponse="", efface_le=timezone.localdate())


OUBLI = Oubli(_("Textes et adresse des erreurs signalées, après la réponse"), lambda: en_mois(mois()), a_effacer, vider)


def effacer(au: datetime.date, *, simulation: bool = False) -> int:
    """Forget what those reports say and who wrote them; return how many. A simulation counts only."""
    return OUBLI.appliquer(au, simulation=simulation)


def poser() -> None:
    declarer(OUBLI)
