"""Every write of a report: received, taken up, answered."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.operations import OperationRefusee
from registre.signalements.models import CLOS, EtatDuSignalement, SignalementDErreur
from socle.courriels import annoncer
from socle.models import User


@dataclass(frozen=True)
class Signale:
    """What a report is about and says. `numero` is empty for a coop's page."""

    cooperative_id: int
    numero: str
    faux: str
    juste: str = ""
    courriel: str = ""


class DejaEnvoye(OperationRefusee):
    """The same form was sent before, with other words. `reference` is that of the report it made."""

    def __init__(self, reference: str) -> None:
        message = _("Ce formulaire a déjà été envoyé (%(reference)s). Pour signaler autre chose, envoyez-le encore.")
        super().__init__(message % {"reference": reference})


@transaction.atomic
def signaler(signale: Signale, *, formulaire: uuid.UUID) -> SignalementDErreur:
    """Keep a report. The same form sent twice, even at once, makes one. Raises `DejaEnvoye` when its words changed."""
    champs = vars(signale)
    signalement, neuf = SignalementDErreur.objects.get_or_create(formulaire=formulaire, defaults=champs)

    if not neuf and any(getattr(signalement, nom) != valeur for nom, valeur in champs.items()):
        raise DejaEnvoye(signalement.reference)

    return signalement


@transaction.atomic
def suivre(pk: int, *, etat: str, reponse: str, par: User | None) -> SignalementDErreur:
    """Take a report up, or end it with an answer, which leaves by mail when an address was given.

    Raises `OperationRefusee`: answered already; an end without an answer; an answer without an end.
    """
    signalement = SignalementDErreur.objects.select_for_update().get(pk=pk)
    if signalement.clos:
        raise OperationRefusee(_("Quelqu’un a déjà répondu à ce signalement : la réponse est partie."))

    cloture = etat in CLOS
    if cloture and not reponse:
        raise OperationRefusee(
            _("Écrivez la réponse : elle dit ce qui a été corrigé, ou pourquoi rien ne l’est."), champ="reponse"
        )
    if reponse and not cloture:
        raise OperationRefusee(_("Choisissez « corrigé » ou « sans suite » pour que la réponse parte."), champ="etat")

    signalement.etat = etat
    if cloture:
        _clore(signalement, reponse, par)
    signalement.save()

    return signalement


def _clore(signalement: SignalementDErreur, reponse: str, par: User | None) -> None:
    """Write the answer and have it leave once it is sure."""
    maintenant = timezone.now()
    recu = timezone.localtime(signalement.recu_le).date()

    signalement.reponse, signalement.repondu_le, signalement.repondu_par = reponse, maintenant, par
    signalement.delai = max(0, (timezone.localtime(maintenant).date() - recu).days)

    contexte = {
        "signalement": signalement,
        "corrige": signalement.etat == EtatDuSignalement.CORRIGE,
        "adresse": adresse_signalee(signalement),
    }
    annoncer("registre/courriels/signalement.txt", contexte, [signalement.courriel])


def adresse_signalee(signalement: SignalementDErreur) -> str:
    """Return the path of the page a report is about."""
    if signalement.numero:
        return reverse("registre:label", args=[signalement.numero])
    return reverse("registre:cooperative", args=[signalement.cooperative.slug])
