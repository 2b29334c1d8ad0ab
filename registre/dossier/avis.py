"""The mail that follows a filing: written down in its transaction, sent once it is sure, tried again, never twice.

A message taken by a process that died is set apart as perhaps sent: nobody receives it twice.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from registre.courriers.destinataires import gens_de_la_coop, qui_instruit
from registre.dossier.contenu import de_json
from registre.dossier.models import AvisDeDepot, Version
from socle import file_de_courriels
from socle.courriels import ecrire
from socle.file_de_courriels import EtatDEnvoi


def inscrire(version: Version) -> None:
    """Write down who is to be told of a version, in the transaction that files it; they are told once it is sure."""
    membres = [AvisDeDepot(version=version, destinataire=u) for u in gens_de_la_coop(version.cooperative_id)]
    federation = [AvisDeDepot(version=version, destinataire=u, a_instruire=True) for u in qui_instruit()]
    AvisDeDepot.objects.bulk_create([*membres, *federation])

    transaction.on_commit(partial(envoyer, Q(version=version.pk)))


def envoyer(lesquels: Q | None = None) -> Counter[str]:
    """Send what waits and whose time has come; return how many ended in each state."""
    voulus = AvisDeDepot.objects.filter(lesquels or Q())
    return file_de_courriels.envoyer(voulus, timezone.now(), _un)


def a_dire(maintenant: datetime.datetime) -> QuerySet[AvisDeDepot]:
    """Return the messages that would be sent at this moment."""
    return file_de_courriels.a_envoyer(AvisDeDepot.objects.all(), maintenant)


@dataclass(frozen=True)
class SortDesAvis:
    """What became of the mail of a version: how many left, still have to, are refused or perhaps sent."""

    envoyes: int = 0
    en_attente: int = 0
    perdus: int = 0


def sort_des_avis(avis: Iterable[AvisDeDepot]) -> SortDesAvis:
    """Return what became of these messages."""
    par_etat = Counter(lu.etat for lu in avis)
    return SortDesAvis(
        envoyes=par_etat[EtatDEnvoi.ENVOYE],
        en_attente=par_etat[EtatDEnvoi.A_ENVOYER] + par_etat[EtatDEnvoi.EN_COURS],
        perdus=par_etat[EtatDEnvoi.REFUSE] + par_etat[EtatDEnvoi.INCERTAIN],
    )


def _un(pk: int) -> str:
    """Write and send one message taken by this process, keep its outcome and return it."""
    avis = AvisDeDepot.objects.select_related("version__cooperative", "destinataire").get(pk=pk)
    sujet, corps = rediger(avis)
    return file_de_courriels.remettre(avis, sujet, corps, avis.destinataire.email, maintenant=timezone.now())


def rediger(avis: AvisDeDepot) -> tuple[str, str]:
    """Return the subject, on one line, and the body of a message: from the version alone, whenever it is sent."""
    version = avis.version
    if avis.a_instruire:
        adresse = reverse("registre_version", args=[version.pk])
    else:
        adresse = reverse("espace:candidature_version", args=[version.cooperative.slug, version.numero])

    contexte = {
        "version": version,
        "contenu": de_json(version.contenu),
        "a_instruire": avis.a_instruire,
        "adresse": f"{settings.WAGTAILADMIN_BASE_URL}{adresse}",
    }
    return ecrire("registre/courriels/depot.txt", contexte)
