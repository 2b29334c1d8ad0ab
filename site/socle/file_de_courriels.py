"""Mail that waits in rows: each message once, later when the server is down, never twice (docs/decisions/0041).

A room has its own words, and its own model, which is a `CourrielEnFile` (`socle.models.courriel_en_file`).
"""

import datetime
from collections import Counter
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from socle.conservation import RAPPELS_MOIS, debut_du_jour
from socle.courriels import message
from socle.serveur_de_courriel import PeutEtreParti

REPRISE = datetime.timedelta(minutes=15)  # an attempt older than this was cut short
ATTENTES = tuple(datetime.timedelta(minutes=minutes) for minutes in (15, 60, 240, 720, 1440))  # then once a day
PANNES = 3  # that many failures in a row: the server is down, and the others wait for the next run
REFUS_DEFINITIF = 500  # RFC 5321, section 4.2.1: a reply of 500 and more is for good


class EtatDEnvoi(models.TextChoices):
    """What became of a message."""

    A_ENVOYER = "a_envoyer", _("à envoyer")
    EN_COURS = "en_cours", _("envoi en cours")
    ENVOYE = "envoye", _("envoyé")
    REFUSE = "refuse", _("refusé par le serveur de courriel")
    INCERTAIN = "incertain", _("peut-être envoyé")
    SANS_OBJET = "sans_objet", _("sans objet")


# What a person has to look at: nothing will happen by itself.
A_REPRENDRE = frozenset({EtatDEnvoi.REFUSE, EtatDEnvoi.INCERTAIN})


def a_envoyer(messages: QuerySet[Any], maintenant: datetime.datetime) -> QuerySet[Any]:
    """Return those of these messages that would be sent at this moment."""
    return messages.filter(etat=EtatDEnvoi.A_ENVOYER, prochain_essai_le__lte=maintenant)


def envoyer(messages: QuerySet[Any], maintenant: datetime.datetime, un: Callable[[int], str]) -> Counter[str]:
    """Send each of these messages whose time has come; return how many ended in each state.

    `un` writes and hands over the message of a key, taken by this process alone, and returns how it ended. Whatever was
    taken by an attempt that never ended is set apart as perhaps sent, asked for or not.
    """
    tous = messages.model._default_manager
    tous.filter(etat=EtatDEnvoi.EN_COURS, pris_le__lt=maintenant - REPRISE).update(etat=EtatDEnvoi.INCERTAIN)

    fins: Counter[str] = Counter()
    pannes = 0
    for pk in list(a_envoyer(messages, maintenant).order_by("pk").values_list("pk", flat=True)):
        if pannes == PANNES:
            break
        libre = tous.filter(pk=pk, etat=EtatDEnvoi.A_ENVOYER)
        if not libre.update(etat=EtatDEnvoi.EN_COURS, pris_le=maintenant, essais=F("essais") + 1):
            continue
        fin = un(pk)
        fins[fin] += 1
        pannes = pannes + 1 if fin == EtatDEnvoi.A_ENVOYER else 0
    return fins


def anciens(messages: QuerySet[Any], ecrit: str, au: datetime.date) -> QuerySet[Any]:
    """Return those of these messages, written at `ecrit` long before `au`, that nothing waits for any more."""
    limite = debut_du_jour(au - relativedelta(months=RAPPELS_MOIS))
    return messages.filter(**{f"{ecrit}__lt": limite}).exclude(etat=EtatDEnvoi.A_ENVOYER)


def renvoyer(ligne: Any, maintenant: datetime.datetime) -> bool:
    """Let a refused or uncertain message be tried again; return whether it was one of those."""
    repris = type(ligne)._default_manager.filter(pk=ligne.pk, etat__in=A_REPRENDRE)
    return bool(repris.update(etat=EtatDEnvoi.A_ENVOYER, prochain_essai_le=maintenant, essais=0, erreur=""))


def remettre(ligne: Any, sujet: str, corps: str, adresse: str, *, maintenant: datetime.datetime) -> str:
    """Hand a message over to the server, keep its outcome with the row, and return it."""
    try:
        message(sujet, corps, adresse).send()
    except SMTPRecipientsRefused as refus:
        return _refuser(ligne, *next(iter(refus.recipients.values())), maintenant=maintenant)
    except SMTPResponseException as refus:
        return _refuser(ligne, refus.smtp_code, refus.smtp_error, maintenant=maintenant)
    except PeutEtreParti as coupure:
        ligne.erreur = str(coupure)[:500]
        return finir(ligne, EtatDEnvoi.INCERTAIN)
    except OSError as panne:  # every other failure of `smtplib` is one
        return _reporter(ligne, str(panne) or type(panne).__name__, maintenant)

    ligne.envoye_le, ligne.erreur = maintenant, ""
    return finir(ligne, EtatDEnvoi.ENVOYE)


def finir(ligne: Any, etat: str) -> str:
    """Keep the row in this state, and return it."""
    ligne.etat = etat
    ligne.save()
    return str(etat)


def _refuser(ligne: Any, code: int, reponse: bytes | str, *, maintenant: datetime.datetime) -> str:
    """Give up on an address refused for good; wait for one refused for now."""
    dit = f"{code} {reponse.decode(errors='replace') if isinstance(reponse, bytes) else reponse}"
    if code < REFUS_DEFINITIF:
        return _reporter(ligne, dit, maintenant)
    ligne.erreur = dit[:500]
    return finir(ligne, EtatDEnvoi.REFUSE)


def _reporter(ligne: Any, erreur: str, maintenant: datetime.datetime) -> str:
    """Wait longer after each failure, a day at most."""
    ligne.erreur = erreur[:500]
    ligne.prochain_essai_le = maintenant + ATTENTES[min(ligne.essais, len(ATTENTES)) - 1]
    return finir(ligne, EtatDEnvoi.A_ENVOYER)
