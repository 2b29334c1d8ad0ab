"""What every operation does: lock the coop, refuse with a message fit to show, write one event."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from registre.cycle import Transition, TransitionInterdite, exiger
from registre.models import Candidature, Cooperative, Evenement, Label, Operation
from socle.models import User


class OperationRefusee(Exception):
    """The operation cannot be done. `messages` are sentences fit to show, in the active language, one per reason."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = list(messages)


def verrouiller(cooperative_id: int) -> Cooperative:
    """Lock the coop's row until the transaction ends: two people deciding at once wait for each other.

    One lock per coop, always the first taken, so that operations never wait for each other in a circle.
    """
    return Cooperative.objects.select_for_update(of=("self",)).get(pk=cooperative_id)


def relire(candidature_id: int) -> Candidature:
    """Lock the candidature's coop and return the candidature as it stands now."""
    cooperative_id = Candidature.objects.values_list("cooperative_id", flat=True).get(pk=candidature_id)
    verrouiller(cooperative_id)
    return Candidature.objects.select_related("cooperative", "referentiel").get(pk=candidature_id)


def exiger_date(le: datetime.date, *, depuis: datetime.date | None = None, quoi: str = "") -> None:
    """Refuse a day to come, and a day before `depuis`, which `quoi` names (the decision before, when empty).

    Raises `OperationRefusee`.
    """
    if le > timezone.localdate():
        raise OperationRefusee(_("La date est à venir : indiquez aujourd'hui ou un jour passé."))
    if depuis is not None and le < depuis:
        precedente = quoi or _("la décision précédente")
        raise OperationRefusee(
            _("La date précède %(precedente)s (%(depuis)s) : corrigez-la.")
            % {"precedente": precedente, "depuis": f"{depuis:%d/%m/%Y}"}
        )


def derniere_decision(candidature: Candidature) -> datetime.date:
    """Return the latest day on which something was decided about this candidature."""
    dates = (
        candidature.deposee_le,
        candidature.complement_demande_le,
        candidature.complete_le,
        candidature.admissible_le,
    )
    return max(date for date in dates if date)


def decider(candidature: Candidature, transition: Transition, *, le: datetime.date) -> str:
    """Apply a transition to a locked candidature and save it. Return the state it left.

    Raises `OperationRefusee` when the state or the date does not allow it; nothing is then written.
    """
    de = candidature.etat
    try:
        exiger(transition, depuis=de)
    except TransitionInterdite as interdite:
        raise OperationRefusee(str(interdite)) from interdite
    exiger_date(le, depuis=derniere_decision(candidature))
    candidature.etat = transition.vers
    setattr(candidature, transition.date, le)
    candidature.save(update_fields=["etat", transition.date])
    return de


def journaliser(  # noqa: PLR0913 - one keyword per column of the journal, none has a default that could be forgotten
    operation: Operation,
    *,
    cooperative: Cooperative,
    par: User | None,
    le: datetime.date,
    motif: str,
    candidature: Candidature | None = None,
    label: Label | None = None,
    de: str = "",
    vers: str = "",
    corrige: Evenement | None = None,
) -> Evenement:
    """Add the one event of an operation."""
    return Evenement.objects.create(
        operation=operation,
        cooperative=cooperative,
        candidature=candidature,
        label=label,
        de=de,
        vers=vers,
        prend_effet_le=le,
        par=par,
        motif=motif,
        corrige=corrige,
    )
