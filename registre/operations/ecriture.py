"""What operations share: the coop's journal locked, and the checks that name a day in words."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from registre import cycle
from registre.ecriture import Flux, OperationRefusee, lot
from registre.etats import Operation
from registre.journal.histoire import Dossier, LabelOctroye
from registre.models import Candidature, Cooperative, Label

# Dates may not leave these bounds, both included: a slip of the keyboard does, and the calendar has ends.
PREMIER_JOUR, DERNIER_JOUR = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)


@contextmanager
def journal_de(cooperative_id: int) -> Iterator[Flux]:
    """Open a coop's journal for writing. Raises `Cooperative.DoesNotExist`."""
    with lot() as ecriture:
        yield ecriture.flux(cooperative_id)


@contextmanager
def dossier_ouvert(candidature_id: int) -> Iterator[tuple[Flux, Dossier]]:
    """Open the journal of a candidature's coop, and the candidature as it stands now.

    Raises `Candidature.DoesNotExist`, or `OperationRefusee` when its filing was annulled meanwhile.
    """
    cooperative_id, rang = Candidature.objects.values_list("cooperative_id", "rang").get(pk=candidature_id)
    with journal_de(cooperative_id) as flux:
        yield flux, exiger_dossier(flux, rang)


@contextmanager
def label_ouvert(label_id: int) -> Iterator[tuple[Flux, LabelOctroye]]:
    """Open the journal of a label's coop, and the label as it stands now. Raises as `dossier_ouvert`."""
    cooperative_id, numero = Label.objects.values_list("cooperative_id", "numero").get(pk=label_id)
    with journal_de(cooperative_id) as flux:
        yield flux, exiger_label(flux, numero)


def exiger_dossier(flux: Flux, rang: int) -> Dossier:
    """Return the candidature filed at this rank. Raises `OperationRefusee`."""
    dossier = flux.histoire.dossier(rang)
    if dossier is None:
        raise OperationRefusee(_("La candidature n'existe pas."))
    return dossier


def exiger_label(flux: Flux, numero: str) -> LabelOctroye:
    """Return the label of this number. Raises `OperationRefusee`."""
    label = flux.histoire.label(numero)
    if label is None:
        raise OperationRefusee(_("Le label %(numero)s n'existe pas.") % {"numero": numero})
    return label


def exiger_transition(dossier: Dossier, operation: Operation) -> None:
    """Refuse a decision that the candidature's state does not allow. Raises `OperationRefusee`."""
    try:
        cycle.exiger(cycle.PAR_OPERATION[operation], depuis=dossier.etat)
    except cycle.TransitionInterdite as interdite:
        raise OperationRefusee(str(interdite)) from interdite


def exiger_calendrier(le: datetime.date, *, champ: str = "") -> None:
    """Refuse a day of another time: a slip of the keyboard, which no decision of the register has. Raises."""
    if not PREMIER_JOUR <= le <= DERNIER_JOUR:
        raise OperationRefusee(
            _("L’année %(annee)s n’est pas possible : vérifiez la date.") % {"annee": le.year}, champ=champ
        )


def exiger_date(le: datetime.date, *, depuis: datetime.date | None = None, quoi: str = "") -> None:
    """Refuse a day to come, and a day before `depuis`, which `quoi` names (the decision before, when empty).

    Raises `OperationRefusee`, which names `le`, the parameter of every operation.
    """
    exiger_calendrier(le, champ="le")
    if le > timezone.localdate():
        raise OperationRefusee(_("La date est à venir : indiquez aujourd'hui ou un jour passé."), champ="le")
    if depuis is not None and le < depuis:
        precedente = quoi or _("la décision précédente")
        raise OperationRefusee(
            _("La date précède %(precedente)s (%(depuis)s) : corrigez-la.")
            % {"precedente": precedente, "depuis": f"{depuis:%d/%m/%Y}"},
            champ="le",
        )


def exiger_motif(motif: str, message: str) -> None:
    """Refuse an empty reason. Raises `OperationRefusee`."""
    if not motif.strip():
        raise OperationRefusee(message, champ="motif")


def candidature_relue(cooperative_id: int, rang: int) -> Candidature:
    """Return the row of a candidature, once written."""
    lues = Candidature.tous.select_related("cooperative", "referentiel")
    return lues.get(cooperative=cooperative_id, rang=rang)


def label_relu(numero: str) -> Label:
    """Return the row of a label, once written."""
    return Label.tous.select_related("cooperative", "candidature").get(numero=numero)


def cooperative_relue(cooperative_id: int) -> Cooperative:
    """Return the row of a coop, once written."""
    return Cooperative.objects.get(pk=cooperative_id)
