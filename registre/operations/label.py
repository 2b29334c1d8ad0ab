"""Granting, renewing, suspending and withdrawing the label."""

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registre import cycle
from registre.models import (
    Candidature,
    CompteurDeLabels,
    EngagementOctroye,
    Label,
    Operation,
    Suspension,
)
from registre.operations.coherence import exiger_sans_chevauchement
from registre.operations.ecriture import OperationRefusee, decider, exiger_date, journaliser, relire, verrouiller
from registre.projection import projeter
from socle.models import User


@transaction.atomic
def accorder_label(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Label:
    """Grant the label of a candidature that renews nothing, valid from `le`. Raises `OperationRefusee`."""
    candidature = relire(candidature_id)
    if candidature.renouvelle_id is not None:
        raise OperationRefusee(_("Cette candidature renouvelle un label : utilisez « renouveler »."))
    return octroyer(candidature, Operation.ACCORDER_LABEL, valide_du=le, par=par, le=le, motif=motif)


@transaction.atomic
def renouveler(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Label:
    """Grant a renewal, valid from the day after the label it follows, or from `le` when that one has ended.

    Raises `OperationRefusee`.
    """
    candidature = relire(candidature_id)
    precedent = candidature.renouvelle
    if precedent is None:
        raise OperationRefusee(_("Cette candidature ne renouvelle aucun label : utilisez « accorder le label »."))
    encore = precedent.retire_le is None and precedent.valide_jusqu_au >= le
    valide_du = precedent.valide_jusqu_au + cycle.UN_JOUR if encore else le
    return octroyer(candidature, Operation.RENOUVELER, valide_du=valide_du, par=par, le=le, motif=motif)


def octroyer(  # noqa: PLR0913
    candidature: Candidature,
    operation: Operation,
    *,
    valide_du: datetime.date,
    par: User | None,
    le: datetime.date,
    motif: str,
    numero: str = "",
    valide_jusqu_au: datetime.date | None = None,
) -> Label:
    """Write a granted period, its number, its engagements as they read today.

    Its number is the year's next and its length the edition's, unless history already gave them.
    """
    de = decider(candidature, cycle.ACCORDER, le=le)
    fin = valide_jusqu_au or cycle.fin_de_validite(valide_du, candidature.referentiel.duree_label_mois)
    label = _ecrire_label(candidature, numero or _numero_suivant(le.year), octroye_le=le, valide_du=valide_du, fin=fin)
    journaliser(
        operation,
        cooperative=candidature.cooperative,
        candidature=candidature,
        label=label,
        par=par,
        le=le,
        motif=motif,
        de=de,
        vers=candidature.etat,
    )
    projeter(candidature.cooperative_id)
    return label


def _ecrire_label(
    candidature: Candidature, numero: str, *, octroye_le: datetime.date, valide_du: datetime.date, fin: datetime.date
) -> Label:
    """Write the period and its engagements. Raises `OperationRefusee` when it overlaps another of the coop."""
    label = Label(
        numero=numero,
        cooperative=candidature.cooperative,
        candidature=candidature,
        cycle=candidature.cycle,
        octroye_le=octroye_le,
        valide_du=valide_du,
        valide_jusqu_au=fin,
    )
    exiger_sans_chevauchement(label)  # before it is written: PostgreSQL would refuse it in words fit for nobody
    label.save()
    _figer_engagements(label)
    return label


def _figer_engagements(label: Label) -> None:
    """Keep the engagements as granted: their numbers and wordings of this day."""
    pris = label.candidature.engagements_pris.select_related("engagement").order_by("engagement__numero")
    EngagementOctroye.objects.bulk_create(
        EngagementOctroye(
            label=label, engagement=e.engagement, numero=e.engagement.numero, intitule=e.engagement.intitule
        )
        for e in pris
    )


def verrouiller_compteur(annee: int) -> CompteurDeLabels:
    """Return the year's counter, locked until the transaction ends."""
    try:
        with transaction.atomic():
            CompteurDeLabels.objects.get_or_create(annee=annee)
    except IntegrityError:
        pass  # another grant has just opened the year
    return CompteurDeLabels.objects.select_for_update(of=("self",)).get(annee=annee)


def _numero_suivant(annee: int) -> str:
    """Return the year's next number, in the caller's transaction: a grant that fails gives its number back."""
    compteur = verrouiller_compteur(annee)
    compteur.dernier += 1
    compteur.save(update_fields=["dernier"])
    return f"QC-{annee}-{compteur.dernier:04d}"


def _relire_label(label_id: int) -> Label:
    """Lock the label's coop and return the label as it stands now."""
    cooperative_id = Label.objects.values_list("cooperative_id", flat=True).get(pk=label_id)
    verrouiller(cooperative_id)
    return Label.objects.select_related("cooperative", "candidature").get(pk=label_id)


def _exiger_en_vigueur(label: Label, le: datetime.date) -> None:
    """Refuse a decision about a label that does not hold on `le`."""
    exiger_date(le, depuis=label.valide_du, quoi=_("le début du label"))
    _exiger_non_termine(label, le)


def _exiger_non_termine(label: Label, le: datetime.date) -> None:
    """Refuse a decision about a label withdrawn, or ended before `le`."""
    if label.retire_le is not None:
        raise OperationRefusee(
            _("Le label %(numero)s est retiré depuis le %(retire_le)s.")
            % {"numero": label.numero, "retire_le": f"{label.retire_le:%d/%m/%Y}"}
        )
    if le > label.valide_jusqu_au:
        raise OperationRefusee(
            _("Le label %(numero)s a pris fin le %(valide_jusqu_au)s.")
            % {"numero": label.numero, "valide_jusqu_au": f"{label.valide_jusqu_au:%d/%m/%Y}"}
        )


def _conclure(label: Label, operation: Operation, *, par: User | None, le: datetime.date, motif: str) -> Label:
    journaliser(
        operation,
        cooperative=label.cooperative,
        candidature=label.candidature,
        label=label,
        par=par,
        le=le,
        motif=motif,
    )
    projeter(label.cooperative_id)
    return label


@transaction.atomic
def suspendre(label_id: int, *, par: User | None, le: datetime.date, motif: str) -> Label:
    """Suspend a label in force from `le`; `motif` is published. Raises `OperationRefusee`."""
    label = _relire_label(label_id)
    _exiger_en_vigueur(label, le)
    if not motif.strip():
        raise OperationRefusee(_("Une suspension a un motif, qui est publié."))
    derniere = label.suspensions.order_by("-suspendu_le").first()
    if derniere is not None:
        if derniere.levee_le is None:
            raise OperationRefusee(_("Le label %(numero)s est déjà suspendu.") % {"numero": label.numero})
        exiger_date(le, depuis=derniere.levee_le, quoi=_("la levée de la suspension précédente"))
    Suspension.objects.create(label=label, suspendu_le=le, motif=motif)
    return _conclure(label, Operation.SUSPENDRE, par=par, le=le, motif=motif)


@transaction.atomic
def lever_suspension(label_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Label:
    """End the suspension: the label holds again from `le`. Raises `OperationRefusee`."""
    label = _relire_label(label_id)
    _exiger_en_vigueur(label, le)
    ouverte = label.suspensions.filter(levee_le__isnull=True).first()
    if ouverte is None:
        raise OperationRefusee(_("Le label %(numero)s n'est pas suspendu.") % {"numero": label.numero})
    exiger_date(le, depuis=ouverte.suspendu_le + cycle.UN_JOUR, quoi=_("le lendemain de la suspension"))
    ouverte.levee_le = le
    ouverte.save(update_fields=["levee_le"])
    return _conclure(label, Operation.LEVER_SUSPENSION, par=par, le=le, motif=motif)


@transaction.atomic
def retirer(label_id: int, *, par: User | None, le: datetime.date, motif: str) -> Label:
    """Withdraw a label from `le`, or from its first day when it has not begun; the end date does not move.

    `motif` is published. A renewal already granted is withdrawn first, by its own decision. Raises `OperationRefusee`.
    """
    label = _relire_label(label_id)
    effet = max(le, label.valide_du)
    exiger_date(le, depuis=label.octroye_le, quoi="l'octroi")
    _exiger_non_termine(label, effet)
    if not motif.strip():
        raise OperationRefusee(_("Un retrait a un motif, qui est publié."))
    suivant = label.cooperative.labels.filter(valide_du__gt=label.valide_du, retire_le__isnull=True).first()
    if suivant is not None:
        raise OperationRefusee(
            _("Son renouvellement %(numero)s est déjà accordé : retirez-le d'abord.") % {"numero": suivant.numero}
        )
    derniere = label.suspensions.order_by("-suspendu_le").first()
    if derniere is not None:
        exiger_date(le, depuis=derniere.levee_le or derniere.suspendu_le, quoi=_("la dernière suspension"))
    label.retire_le, label.motif_retrait = effet, motif
    label.save(update_fields=["retire_le", "motif_retrait"])
    return _conclure(label, Operation.RETIRER, par=par, le=effet, motif=motif)
