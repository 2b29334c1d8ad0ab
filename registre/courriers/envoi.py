"""Sending what waits: each letter once, to who may still read it (docs/decisions/0057)."""

import datetime
from collections import Counter

from django.db.models import Q, QuerySet
from django.utils import timezone

from registre.courriers.models import Courrier
from registre.droits import INSTRUIRE
from registre.models import Membre
from socle import file_de_courriels
from socle.file_de_courriels import EtatDEnvoi

LIRE_LES_SEANCES = "registre.view_seancecomite"
DITS = frozenset({EtatDEnvoi.ENVOYE, EtatDEnvoi.SANS_OBJET})  # its text is nobody's any more


def envoyer(lesquels: Q | None = None) -> Counter[str]:
    """Send what waits and whose time has come; return how many ended in each state."""
    return file_de_courriels.envoyer(Courrier.objects.filter(lesquels or Q()), timezone.now(), _un)


def a_dire(maintenant: datetime.datetime) -> QuerySet[Courrier]:
    """Return the letters that would be sent at this moment."""
    return file_de_courriels.a_envoyer(Courrier.objects.all(), maintenant)


def _un(pk: int) -> str:
    """Hand over one letter taken by this process, keep its outcome and return it."""
    courrier = Courrier.objects.select_related("destinataire").get(pk=pk)
    if _le_lit_encore(courrier):
        courrier.adresse = courrier.destinataire.email
        sujet, corps, adresse = courrier.sujet, courrier.corps, courrier.adresse
        fin = file_de_courriels.remettre(courrier, sujet, corps, adresse, maintenant=timezone.now())
    else:
        fin = file_de_courriels.finir(courrier, EtatDEnvoi.SANS_OBJET)

    if fin in DITS:
        Courrier.objects.filter(pk=pk).update(corps="")
    return fin


def _le_lit_encore(courrier: Courrier) -> bool:
    """Whether the person still is what they were written to for: who left is told nothing more."""
    compte = courrier.destinataire
    if not compte.is_active or not compte.email:
        return False
    if courrier.seance_id is not None:
        return compte.has_perm(LIRE_LES_SEANCES)
    if courrier.a_instruire:
        return compte.has_perm(INSTRUIRE)
    return Membre.objects.filter(user=compte, cooperative=courrier.cooperative_id).exists()
