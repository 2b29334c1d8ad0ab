"""What becomes of a granted label: suspended, in force again, withdrawn."""

import datetime

from django.utils.translation import gettext as _

from registre import cycle
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Operation
from registre.journal.application import suspension_en_cours
from registre.journal.charges import DecisionSurLabel
from registre.journal.histoire import LabelOctroye
from registre.models import Label
from registre.operations.ecriture import exiger_date, exiger_label, exiger_motif, label_ouvert, label_relu
from socle.models import User


def suspendre(label_id: int, *, par: User | None, le: datetime.date, motif: str) -> Label:
    """Suspend a label in force from `le`; `motif` is published. A renewal already granted is suspended with it.

    Raises `OperationRefusee`.
    """
    with label_ouvert(label_id) as (flux, label):
        suspendre_au(flux, label.numero, par=par, le=le, motif=motif)
    return label_relu(label.numero)


def lever_suspension(label_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Label:
    """End the suspension: the label holds again from `le`. Raises `OperationRefusee`."""
    with label_ouvert(label_id) as (flux, label):
        lever_au(flux, label.numero, par=par, le=le, motif=motif)
    return label_relu(label.numero)


def retirer(label_id: int, *, par: User | None, le: datetime.date, motif: str) -> Label:
    """Withdraw a label from `le`, begun or not; the end date does not move.

    `motif` is published. A renewal already granted is withdrawn first, by its own decision. Raises `OperationRefusee`.
    """
    with label_ouvert(label_id) as (flux, label):
        retirer_au(flux, label.numero, par=par, le=le, motif=motif)
    return label_relu(label.numero)


def suspendre_au(flux: Flux, numero: str, *, par: User | None, le: datetime.date, motif: str) -> None:
    """Record a suspension in an open journal. Raises `OperationRefusee`."""
    label = exiger_label(flux, numero)
    _exiger_en_vigueur(label, le)
    exiger_motif(motif, _("Une suspension a un motif, qui est publié."))
    derniere = max(flux.histoire.suspensions(label), key=lambda s: s.suspendu_le, default=None)
    if derniere is not None:
        if derniere.levee_le is None:
            raise OperationRefusee(_("Le label %(numero)s est déjà suspendu.") % {"numero": numero})
        exiger_date(le, depuis=derniere.levee_le, quoi=_("la levée de la suspension précédente"))
    flux.consigner(Operation.SUSPENDRE, DecisionSurLabel(numero=numero), par=par, le=le, motif=motif)


def lever_au(flux: Flux, numero: str, *, par: User | None, le: datetime.date, motif: str = "") -> None:
    """Record the end of a suspension in an open journal. Raises `OperationRefusee`."""
    label = exiger_label(flux, numero)
    _exiger_en_vigueur(label, le)
    ouverte = suspension_en_cours(flux.histoire, label)
    if ouverte is None:
        raise OperationRefusee(_("Le label %(numero)s n'est pas suspendu.") % {"numero": numero})
    exiger_date(le, depuis=ouverte.suspendu_le + cycle.UN_JOUR, quoi=_("le lendemain de la suspension"))
    flux.consigner(Operation.LEVER_SUSPENSION, DecisionSurLabel(numero=numero), par=par, le=le, motif=motif)


def retirer_au(flux: Flux, numero: str, *, par: User | None, le: datetime.date, motif: str) -> None:
    """Record a withdrawal in an open journal. Raises `OperationRefusee`."""
    label = exiger_label(flux, numero)

    exiger_date(le, depuis=label.octroye_le, quoi=_("l'octroi"))
    _exiger_non_termine(label, le)
    exiger_motif(motif, _("Un retrait a un motif, qui est publié."))
    suivant = flux.histoire.suivant(label)
    if suivant is not None and suivant.retire_le is None:
        raise OperationRefusee(
            _("Son renouvellement %(numero)s est déjà accordé : retirez-le d'abord.") % {"numero": suivant.numero}
        )

    derniere = max(label.suspensions, key=lambda s: s.suspendu_le, default=None)
    if derniere is not None:
        exiger_date(le, depuis=derniere.levee_le or derniere.suspendu_le, quoi=_("la dernière suspension"))
    flux.consigner(Operation.RETIRER, DecisionSurLabel(numero=numero), par=par, le=le, motif=motif)


def _exiger_en_vigueur(label: LabelOctroye, le: datetime.date) -> None:
    """Refuse a decision about a label that does not hold on `le`."""
    exiger_date(le, depuis=label.valide_du, quoi=_("le début du label"))
    _exiger_non_termine(label, le)


def _exiger_non_termine(label: LabelOctroye, le: datetime.date) -> None:
    """Refuse a decision about a label withdrawn, closed, or ended before `le`."""
    if label.retire_le is not None:
        raise OperationRefusee(
            _("Le label %(numero)s est retiré depuis le %(retire_le)s.")
            % {"numero": label.numero, "retire_le": f"{label.retire_le:%d/%m/%Y}"}
        )

    fin = label.clos_le - cycle.UN_JOUR if label.clos_le else label.valide_jusqu_au
    if le > fin:
        raise OperationRefusee(
            _("Le label %(numero)s a pris fin le %(valide_jusqu_au)s.")
            % {"numero": label.numero, "valide_jusqu_au": f"{fin:%d/%m/%Y}"}
        )
