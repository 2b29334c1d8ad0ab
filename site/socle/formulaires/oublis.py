"""What the base forgets: searches in vain, forms sent without a session, sessions that are over."""

import datetime

from dateutil.relativedelta import relativedelta
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from socle.conservation import (
    CALENDRIERS_MOIS,
    RECHERCHES_JOURS,
    SAISIES_JOURS,
    Oubli,
    debut_du_jour,
    declarer,
    en_jours,
    en_mois,
)
from socle.models import AdresseDeCalendrier, SaisieDeposee
from socle.recherche.vaines import anciennes


def saisies_anciennes(au: datetime.date) -> QuerySet[SaisieDeposee]:
    """Return the forms that nobody took back, sent more than the days they are kept before `au`."""
    return SaisieDeposee.objects.filter(deposee_le__lt=debut_du_jour(au - datetime.timedelta(days=SAISIES_JOURS)))


def calendriers_delaisses(au: datetime.date) -> QuerySet[AdresseDeCalendrier]:
    """Return the private addresses of calendars that nothing read, nor anybody asked for, since the months before."""
    limite = au - relativedelta(months=CALENDRIERS_MOIS)
    jamais_lues = Q(lue_le__isnull=True, creee_le__lt=debut_du_jour(limite))
    return AdresseDeCalendrier.objects.filter(jamais_lues | Q(lue_le__lt=limite))


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
        Oubli(
            _("Adresses privées de calendrier que plus rien ne lit"),
            lambda: en_mois(CALENDRIERS_MOIS),
            calendriers_delaisses,
        ),
        Oubli(_("Sessions de connexion terminées"), lambda: en_jours(1), sessions_finies),
    )
