"""What the base forgets: searches in vain, forms sent without a session, sessions that are over."""

import datetime

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from socle.conservation import RECHERCHES_JOURS, SAISIES_JOURS, Oubli, debut_du_jour, declarer, en_jours
from socle.models import SaisieDeposee
from socle.recherche.vaines import anciennes


def saisies_anciennes(au: datetime.date) -> QuerySet[SaisieDeposee]:
    """Return the forms that nobody took back, sent more than the days they are kept before `au`."""
    return SaisieDeposee.objects.filter(deposee_le__lt=debut_du_jour(au - datetime.timedelta(days=SAISIES_JOURS)))


def sessions_finies(au: datetime.date) -> QuerySet[Session]:
    """Return the sessions that were over before `au` began."""
    return Session.objects.filter(expire_date__lt=debut_du_jour(au))


def poser() -> None:
    declarer(
        Oubli(_("Recherches sans résultat"), lambda: en_jours(RECHERCHES_JOURS), anciennes),
        Oubli(
            _("Formulaires envoyés après la fin d’une session, que personne n’a repris"),
            lambda: en_jours(SAISIES_JOURS),
            saisies_anciennes,
        ),
        Oubli(_("Sessions de connexion terminées"), lambda: en_jours(1), sessions_finies),
    )
