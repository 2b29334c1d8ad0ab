"""The mail that follows a filing: written down in its transaction, sent once it is sure, tried again, never twice.

A message taken by a process that died is set apart as perhaps sent: nobody receives it twice.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from registre.dossier.contenu import de_json
from registre.dossier.destinataires import gens_de_la_coop, qui_instruit
from registre.dossier.models import AvisDeDepot, EtatDeLAvis, Version
from socle.courriels import message

REPRISE = datetime.timedelta(minutes=15)  # an attempt older than this was cut short
ATTENTES = tuple(datetime.timedelta(minutes=minutes) for minutes in (15, 60, 240, 720, 1440))  # then once a day
PANNES = 3  # that many failures in a row: the server is down, and the others wait
REFUS_DEFINITIF = 500  # RFC 5321, section 4.2.1: a reply of 500 and more is for good


def inscrire(version: Version) -> None:
    """Write down who is to be told of a version, in the transaction that files it; they are told once it is sure."""
    membres = [AvisDeDepot(version=version, destinataire=u) for u in gens_de_la_coop(version.cooperative_id)]
    federation = [AvisDeDepot(version=version, destinataire=u, a_instruire=True) for u in qui_instruit()]
    AvisDeDepot.objects.bulk_create([*membres, *federation])

    transaction.on_commit(partial(envoyer, Q(version=version.pk)))


def envoyer(lesquels: Q | None = None) -> Counter[str]:
    """Send what waits and whose time has come; return how many ended in each state."""
    maintenant = timezone.now()
    AvisDeDepot.objects.filter(etat=EtatDeLAvis.EN_COURS, pris_le__lt=maintenant - REPRISE).update(
        etat=EtatDeLAvis.INCERTAIN
    )
    a_envoyer = a_dire(maintenant).filter(lesquels or Q()).order_by("pk")

    fins: Counter[str] = Counter()
    pannes = 0
    for pk in list(a_envoyer.values_list("pk", flat=True)):
        if pannes == PANNES:
            break
        if _prendre(pk, maintenant):
            fin = _un(AvisDeDepot.objects.select_related("version__cooperative", "destinataire").get(pk=pk))
            fins[fin] += 1
            pannes = pannes + 1 if fin == EtatDeLAvis.A_ENVOYER else 0
    return fins


def a_dire(maintenant: datetime.datetime) -> QuerySet[AvisDeDepot]:
    """Return the messages that would be sent at this moment."""
    return AvisDeDepot.objects.filter(etat=EtatDeLAvis.A_ENVOYER, prochain_essai_le__lte=maintenant)


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
        envoyes=par_etat[EtatDeLAvis.ENVOYE],
        en_attente=par_etat[EtatDeLAvis.A_ENVOYER] + par_etat[EtatDeLAvis.EN_COURS],
        perdus=par_etat[EtatDeLAvis.REFUSE] + par_etat[EtatDeLAvis.INCERTAIN],
    )


def _prendre(pk: int, maintenant: datetime.datetime) -> bool:
    """Take a message for this process alone; return whether it was still to be sent."""
    libre = AvisDeDepot.objects.filter(pk=pk, etat=EtatDeLAvis.A_ENVOYER)
    return bool(libre.update(etat=EtatDeLAvis.EN_COURS, pris_le=maintenant, essais=F("essais") + 1))


def _un(avis: AvisDeDepot) -> str:
    """Write and send one message taken by this process, keep its outcome and return it."""
    sujet, corps = rediger(avis)
    try:
        message(sujet, corps, avis.destinataire.email).send()
    except SMTPRecipientsRefused as refus:
        code, reponse = next(iter(refus.recipients.values()))
        return _echouer(avis, str(reponse), definitif=code >= REFUS_DEFINITIF)
    except SMTPResponseException as refus:
        return _echouer(avis, str(refus.smtp_error), definitif=refus.smtp_code >= REFUS_DEFINITIF)
    except OSError as panne:
        return _echouer(avis, str(panne) or type(panne).__name__, definitif=False)

    avis.etat, avis.envoye_le, avis.erreur = EtatDeLAvis.ENVOYE, timezone.now(), ""
    avis.save()
    return str(avis.etat)


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
    texte = render_to_string("registre/courriels/depot.txt", contexte)
    sujet, _vide, corps = texte.strip().partition("\n\n")
    return " ".join(sujet.split()), corps.strip() + "\n"


def _echouer(avis: AvisDeDepot, erreur: str, *, definitif: bool) -> str:
    """Give up on an address refused for good; else wait longer after each failure, a day at most."""
    avis.etat = EtatDeLAvis.REFUSE if definitif else EtatDeLAvis.A_ENVOYER
    avis.erreur = erreur[:500]
    avis.prochain_essai_le = timezone.now() + ATTENTES[min(avis.essais, len(ATTENTES)) - 1]
    avis.save()
    return str(avis.etat)
