"""Sending what waits: each message once, later when the server is down, never twice (docs/decisions/0041)."""

import datetime
from collections import Counter
from collections.abc import Sequence
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from dateutil.relativedelta import relativedelta
from django.db.models import F, QuerySet

from registre.models import Membre
from registre.rappels.courriel import moment, rediger
from registre.rappels.dus import Du
from registre.rappels.models import A_REPRENDRE, EtatDuRappel, FormuleDeRappel, ObjetDuRappel, Rappel
from socle.conservation import RAPPELS_MOIS, debut_du_jour, supprimer
from socle.courriels import message

REPRISE = datetime.timedelta(minutes=15)  # an attempt older than this was cut short
ATTENTES = tuple(datetime.timedelta(minutes=minutes) for minutes in (15, 60, 240, 720, 1440))  # then once a day
PANNES = 3  # that many failures in a row: the server is down, and the others wait for the next run
REFUS_DEFINITIF = 500  # RFC 5321, section 4.2.1: a reply of 500 and more is for good


def envoyer(dus: Sequence[Du], maintenant: datetime.datetime, au: datetime.date) -> Counter[str]:
    """Send each message whose time has come; return how many ended in each state.

    `dus` is what is due on `au`: a deadline met since is left out, and a message about nothing any more is not sent.
    A message taken by an attempt that never ended is set apart as perhaps sent: a person decides (`renvoyer`).
    """
    Rappel.objects.filter(etat=EtatDuRappel.EN_COURS, pris_le__lt=maintenant - REPRISE).update(
        etat=EtatDuRappel.INCERTAIN
    )
    encore = {du.cle: du for du in dus}
    formules = {formule.moment: formule for formule in FormuleDeRappel.objects.all()}

    fins: Counter[str] = Counter()
    pannes = 0
    a_envoyer = Rappel.objects.filter(etat=EtatDuRappel.A_ENVOYER, prochain_essai_le__lte=maintenant)
    for pk in list(a_envoyer.order_by("pk").values_list("pk", flat=True)):
        if pannes == PANNES:
            break
        if not _prendre(pk, maintenant):
            continue
        fin = _un(Rappel.objects.get(pk=pk), encore, formules, maintenant, au)
        fins[fin] += 1
        pannes = pannes + 1 if fin == EtatDuRappel.A_ENVOYER else 0
    return fins


def anciens(au: datetime.date) -> "QuerySet[Rappel]":
    """Return what was said long before `au` (`socle.conservation`): its deadlines are past."""
    limite = debut_du_jour(au - relativedelta(months=RAPPELS_MOIS))
    return Rappel.objects.filter(compose_le__lt=limite).exclude(etat=EtatDuRappel.A_ENVOYER)


def oublier(au: datetime.date) -> int:
    """Delete what was said long ago, and return how many messages went."""
    return supprimer(anciens(au))


def renvoyer(rappel: Rappel, maintenant: datetime.datetime) -> bool:
    """Let a refused or uncertain message be tried again; return whether it was one of those."""
    repris = Rappel.objects.filter(pk=rappel.pk, etat__in=A_REPRENDRE)
    return bool(repris.update(etat=EtatDuRappel.A_ENVOYER, prochain_essai_le=maintenant, essais=0, erreur=""))


def _prendre(pk: int, maintenant: datetime.datetime) -> bool:
    """Take a message for this process alone; return whether it was still to be sent."""
    libre = Rappel.objects.filter(pk=pk, etat=EtatDuRappel.A_ENVOYER)
    return bool(libre.update(etat=EtatDuRappel.EN_COURS, pris_le=maintenant, essais=F("essais") + 1))


def _un(
    rappel: Rappel,
    encore: dict[tuple, Du],
    formules: dict[str, FormuleDeRappel],
    maintenant: datetime.datetime,
    au: datetime.date,
) -> str:
    """Write and send one message taken by this process, keep its outcome and return it."""
    a_dire = _a_dire(rappel, encore)
    if not a_dire:
        return _finir(rappel, EtatDuRappel.SANS_OBJET)

    courriel = rediger(formules[moment(a_dire)], a_dire, au)
    rappel.sujet, rappel.corps = courriel.sujet, courriel.corps
    rappel.adresse = rappel.destinataire.email

    try:
        message(courriel.sujet, courriel.corps, rappel.adresse).send()
    except SMTPRecipientsRefused as refus:
        return _refuser(rappel, *next(iter(refus.recipients.values())), maintenant=maintenant)
    except SMTPResponseException as refus:
        return _refuser(rappel, refus.smtp_code, refus.smtp_error, maintenant=maintenant)
    except (OSError, SMTPException) as panne:
        return _reporter(rappel, str(panne) or type(panne).__name__, maintenant)

    rappel.envoye_le, rappel.erreur = maintenant, ""
    return _finir(rappel, EtatDuRappel.ENVOYE)


def _a_dire(rappel: Rappel, encore: dict[tuple, Du]) -> list[Du]:
    """What is still due of what this message is about, for a person who still acts for the coop; each thing once."""
    compte = rappel.destinataire
    if not compte.is_active:
        return []

    siennes = set(Membre.objects.filter(user=compte).values_list("cooperative", flat=True))
    objets = ObjetDuRappel.objects.filter(rappel=rappel, cooperative__in=siennes)
    cles = dict.fromkeys(objet.cle for objet in objets)
    return sorted((encore[cle] for cle in cles if cle in encore), key=lambda du: (du.cooperative.nom, du.le))


def _refuser(rappel: Rappel, code: int, reponse: bytes | str, *, maintenant: datetime.datetime) -> str:
    """Give up on an address refused for good; wait for one refused for now."""
    dit = f"{code} {reponse.decode(errors='replace') if isinstance(reponse, bytes) else reponse}"
    if code < REFUS_DEFINITIF:
        return _reporter(rappel, dit, maintenant)
    rappel.erreur = dit[:500]
    return _finir(rappel, EtatDuRappel.REFUSE)


def _reporter(rappel: Rappel, erreur: str, maintenant: datetime.datetime) -> str:
    """Wait longer after each failure, a day at most. It ends by itself: once nothing is due, nothing is sent."""
    rappel.erreur = erreur[:500]
    rappel.prochain_essai_le = maintenant + ATTENTES[min(rappel.essais, len(ATTENTES)) - 1]
    return _finir(rappel, EtatDuRappel.A_ENVOYER)


def _finir(rappel: Rappel, etat: EtatDuRappel) -> str:
    rappel.etat = etat
    rappel.save()
    return str(etat)
