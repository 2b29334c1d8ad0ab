"""Sending what waits: each message once, later when the server is down, never twice (docs/decisions/0041)."""

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet

from registre.models import Membre
from registre.rappels.courriel import moment, rediger
from registre.rappels.dus import Du
from registre.rappels.models import FormuleDeRappel, ObjetDuRappel, Rappel
from socle import file_de_courriels
from socle.conservation import supprimer
from socle.file_de_courriels import EtatDEnvoi


def envoyer(dus: Sequence[Du], maintenant: datetime.datetime, au: datetime.date) -> Counter[str]:
    """Send each message whose time has come; return how many ended in each state.

    `dus` is what is due on `au`: a deadline met since is left out, and a message about nothing any more is not sent.
    A message taken by an attempt that never ended is set apart as perhaps sent: a person decides.
    """
    encore = {du.cle: du for du in dus}
    formules = {formule.moment: formule for formule in FormuleDeRappel.objects.all()}

    def un(pk: int) -> str:
        return _un(Rappel.objects.get(pk=pk), encore, formules, maintenant, au)

    return file_de_courriels.envoyer(Rappel.objects.all(), maintenant, un)


def anciens(au: datetime.date) -> "QuerySet[Rappel]":
    """Return what was said long before `au` (`socle.conservation`): its deadlines are past."""
    return file_de_courriels.anciens(Rappel.objects.all(), "compose_le", au)


def oublier(au: datetime.date) -> int:
    """Delete what was said long ago, and return how many messages went."""
    return supprimer(anciens(au))


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
        return file_de_courriels.finir(rappel, EtatDEnvoi.SANS_OBJET)

    courriel = rediger(formules[moment(a_dire)], a_dire, au)
    rappel.sujet, rappel.corps = courriel.sujet, courriel.corps
    rappel.adresse = rappel.destinataire.email
    return file_de_courriels.remettre(rappel, rappel.sujet, rappel.corps, rappel.adresse, maintenant=maintenant)


def _a_dire(rappel: Rappel, encore: dict[tuple, Du]) -> list[Du]:
    """What is still due of what this message is about, for a person who still acts for the coop; each thing once."""
    compte = rappel.destinataire
    if not compte.is_active:
        return []

    siennes = set(Membre.objects.filter(user=compte).values_list("cooperative", flat=True))
    objets = ObjetDuRappel.objects.filter(rappel=rappel, cooperative__in=siennes)
    cles = dict.fromkeys(objet.cle for objet in objets)
    return sorted((encore[cle] for cle in cles if cle in encore), key=lambda du: (du.cooperative.nom, du.le))
