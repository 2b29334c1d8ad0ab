"""Sending what waits: each message once, in its words of that moment, never twice (docs/decisions/0041)."""

import datetime
from collections import Counter

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from registre.comite.lecture import PointDeSeance, lire_seance
from registre.rappels.lectures.dues import a_ouvrir, palier_de
from registre.rappels.models import RappelDeLecture
from socle import file_de_courriels
from socle.courriels import ecrire
from socle.file_de_courriels import EtatDEnvoi

GABARIT = "registre/courriels/lecture.txt"


def envoyer(maintenant: datetime.datetime, au: datetime.date) -> Counter[str]:
    """Send each message whose time has come; return how many ended in each state.

    What was opened since is left out; with nothing left to say, or another step come, it is not sent.
    """
    return file_de_courriels.envoyer(RappelDeLecture.objects.all(), maintenant, lambda pk: _un(pk, maintenant, au))


def anciens(au: datetime.date) -> QuerySet[RappelDeLecture]:
    """Return what was said long before `au` (`socle.conservation`)."""
    return file_de_courriels.anciens(RappelDeLecture.objects.all(), "compose_le", au)


def _un(pk: int, maintenant: datetime.datetime, au: datetime.date) -> str:
    """Write and send one message taken by this process, keep its outcome and return it."""
    rappel = RappelDeLecture.objects.select_related("seance__reunion", "destinataire").get(pk=pk)
    points = _restent(rappel, au)
    if not points:
        return file_de_courriels.finir(rappel, EtatDEnvoi.SANS_OBJET)

    page = reverse("wagtailsnippets_registre_seancecomite:inspect", args=[rappel.seance_id])
    adresse = settings.WAGTAILADMIN_BASE_URL + page
    rappel.sujet, rappel.corps = ecrire(GABARIT, {"seance": rappel.seance, "points": points, "adresse": adresse})
    rappel.adresse = rappel.destinataire.email
    return file_de_courriels.remettre(rappel, rappel.sujet, rappel.corps, rappel.adresse, maintenant=maintenant)


def _restent(rappel: RappelDeLecture, au: datetime.date) -> tuple[PointDeSeance, ...]:
    """What this person has yet to open of the session, when it still is that day and that step."""
    if rappel.le != rappel.seance.le or palier_de(rappel.seance, au) != rappel.palier:
        return ()
    lue = lire_seance(rappel.seance)
    membre = lue.siege_de(rappel.destinataire)
    return a_ouvrir(lue, membre) if membre is not None else ()
