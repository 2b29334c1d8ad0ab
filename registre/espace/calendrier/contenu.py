"""What somebody reads in their calendar, asked again at each reading: who they are that day decides."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from icalendar import Event

from registre.calendrier.attendues import Attendue, attendues
from registre.calendrier.echeances_ics import evenement_d_echeance
from registre.calendrier.seances import evenement_du_comite
from registre.comite.acces import siege_aujourdhui
from registre.comite.droits import prepare
from registre.models import Membre, SeanceComite
from socle.models import User

UN_AN = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Vue:
    """What an account sees on a day: the deadlines of all coops, or of those of these keys; the sessions, if any."""

    federation: bool
    comite: bool
    coops: frozenset[int]

    @property
    def rien(self) -> bool:
        """Whether there is no calendar for this account."""
        return not (self.federation or self.comite or self.coops)


def vue_de(compte: User) -> Vue:
    """Return what this account sees today: three queries at most."""
    coops = Membre.objects.filter(user=compte, cooperative__absorbee_le__isnull=True)
    return Vue(
        federation=prepare(compte),
        comite=bool(siege_aujourdhui(compte)),
        coops=frozenset(coops.values_list("cooperative", flat=True)),
    )


def evenements_de(vue: Vue, au: datetime.date) -> list[Event]:
    """Return the deadlines that nothing fulfilled, then the committee's sessions, held for a year at most.

    Four queries whatever the number of coops. A member of the committee alone reads sessions, no coop's deadlines.
    """
    dues: list[Attendue] = []
    if vue.federation or vue.coops:
        dues = attendues(au, de=None if vue.federation else vue.coops)
    seances = SeanceComite.objects.filter(le__gte=au - UN_AN).order_by("le")
    return [
        *(evenement_d_echeance(due, _adresse(vue, due)) for due in dues),
        *map(evenement_du_comite, seances),
    ]


def _adresse(vue: Vue, due: Attendue) -> str:
    """Where one does it: the candidature for the Federation, their space for the coop's members."""
    if vue.federation:
        page = reverse("wagtailsnippets_registre_candidature:inspect", args=[due.candidature.pk])
    else:
        page = reverse("espace:accueil", args=[due.cooperative.slug])
    return f"{settings.WAGTAILADMIN_BASE_URL}{page}"
