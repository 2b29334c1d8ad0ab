"""Sending what waits for experts: each message once, later when the server is down, never twice (docs/decisions/0041).

A link is made when its message leaves, and its digest is kept before the server is asked: a link that somebody may have
received is never unknown here.
"""

import secrets
from collections import Counter

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from registre.avis.models import CourrielAExpert
from registre.avis.paliers import DEMANDE, palier
from socle import file_de_courriels
from socle.courriels import ecrire
from socle.file_de_courriels import EtatDEnvoi
from socle.models.calendrier import OCTETS, empreinte_de

GABARIT = "registre/courriels/avis.txt"


def envoyer(lesquels: Q | None = None) -> Counter[str]:
    """Send what waits and whose time has come; return how many ended in each state."""
    return file_de_courriels.envoyer(CourrielAExpert.objects.filter(lesquels or Q()), timezone.now(), _un)


def _un(pk: int) -> str:
    """Hand over one message taken by this process, with a link made for it, keep its outcome and return it."""
    courriel = CourrielAExpert.objects.select_related("demande__version__cooperative").get(pk=pk)
    if not _a_encore_lieu(courriel):
        return file_de_courriels.finir(courriel, EtatDEnvoi.SANS_OBJET)

    jeton = secrets.token_urlsafe(OCTETS)
    courriel.empreinte = empreinte_de(jeton)
    courriel.save(update_fields=["empreinte"])

    contexte = {
        "demande": courriel.demande,
        "rappel": courriel.palier != DEMANDE,
        "adresse": settings.WAGTAILADMIN_BASE_URL + reverse("avis_d_expert", args=[jeton]),
    }
    sujet, corps = ecrire(GABARIT, contexte)
    return file_de_courriels.remettre(courriel, sujet, corps, courriel.adresse, maintenant=timezone.now())


def _a_encore_lieu(courriel: CourrielAExpert) -> bool:
    """Whether there is still something to say: an opinion given is not reminded of, nor by a step that was passed."""
    demande, au = courriel.demande, timezone.localdate()
    if not demande.ouverte(au) or not demande.courriel:
        return False
    if courriel.palier == DEMANDE:
        return True
    demandee_le = timezone.localdate(demande.demandee_le)
    return demande.donne_le is None and courriel.palier == palier(demande.echeance, au, demandee_le)
