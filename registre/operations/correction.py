"""Correcting a date that was typed wrong. The journal keeps both: the correction is a new event naming the first."""

import datetime
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from registre import cycle
from registre.models import Candidature, Evenement, Label, NaturePoint, Operation, Releve
from registre.operations.coherence import exiger_decisions_en_ordre, exiger_label_en_ordre, exiger_sans_chevauchement
from registre.operations.ecriture import OperationRefusee, exiger_date, journaliser, verrouiller
from registre.projection import projeter
from socle.models import User

_DATES_DE_CANDIDATURE = {
    Operation.DEPOSER: "deposee_le",
    Operation.DEPOSER_RENOUVELLEMENT: "deposee_le",
    Operation.DEMANDER_COMPLEMENT: "complement_demande_le",
    Operation.DECLARER_COMPLETE: "complete_le",
    Operation.DECLARER_ADMISSIBLE: "admissible_le",
    Operation.REFUSER: "refusee_le",
    Operation.ABANDONNER: "abandonnee_le",
}


@transaction.atomic
def corriger(evenement_id: int, *, par: User | None, le: datetime.date, motif: str) -> Evenement:
    """Record that an event took effect on `le`, not on the day first written, and set the fact right.

    Everything that follows from the date follows: end of validity, deadlines, status on every day. Raises
    `OperationRefusee` when the history would no longer be in order; nothing is then written.
    """
    cible = Evenement.objects.select_related("candidature__referentiel", "label").get(pk=evenement_id)
    cooperative = verrouiller(cible.cooperative_id)
    if not motif.strip():
        raise OperationRefusee(_("Dites pourquoi cette date est corrigée."))
    if cible.corrections.exists():
        raise OperationRefusee(_("Cet événement a déjà été corrigé : corrigez la correction."))
    exiger_date(le)
    premier = _origine(cible)
    modifies = _APPLIQUER.get(Operation(premier.operation), _dater_candidature)(premier, cible.prend_effet_le, le)
    _verifier(modifies, cooperative.pk)
    evenement = journaliser(
        Operation.CORRIGER,
        cooperative=cooperative,
        candidature=cible.candidature,
        label=cible.label,
        par=par,
        le=le,
        motif=motif,
        corrige=cible,
    )
    projeter(cooperative.pk)
    return evenement


def _origine(evenement: Evenement) -> Evenement:
    """Follow corrections of corrections back to the event first written."""
    while evenement.corrige is not None:
        evenement = evenement.corrige
    return evenement


def _dater_candidature(premier: Evenement, _avant: datetime.date, le: datetime.date) -> list[models.Model]:
    candidature = _candidature(premier)
    setattr(candidature, _DATES_DE_CANDIDATURE[Operation(premier.operation)], le)
    return [candidature]


def _dater_octroi(premier: Evenement, _avant: datetime.date, le: datetime.date) -> list[models.Model]:
    candidature, label = _candidature(premier), _label(premier)
    annee = label.octroye_le.year
    if le.year != annee:
        raise OperationRefusee(
            _("Le numéro %(numero)s est de %(annee)s : la date doit rester dans l'année.")
            % {"numero": label.numero, "annee": annee}
        )
    candidature.labellisee_le = le
    if label.valide_du == label.octroye_le:
        label.valide_du = le
        label.valide_jusqu_au = cycle.fin_de_validite(le, candidature.referentiel.duree_label_mois)
    label.octroye_le = le
    return [candidature, label]


def _dater_suspension(premier: Evenement, avant: datetime.date, le: datetime.date) -> list[models.Model]:
    champ = "suspendu_le" if premier.operation == Operation.SUSPENDRE else "levee_le"
    suspension = _label(premier).suspensions.get(**{champ: avant})
    setattr(suspension, champ, le)
    return [suspension]


def _dater_retrait(premier: Evenement, _avant: datetime.date, le: datetime.date) -> list[models.Model]:
    label = _label(premier)
    label.retire_le = le
    return [label]


def _dater_point(premier: Evenement, avant: datetime.date, le: datetime.date) -> list[models.Model]:
    points = _candidature(premier).points.filter(tenu_le=avant)
    visite = premier.operation == Operation.CONSIGNER_VISITE
    point = (points.filter(nature=NaturePoint.VISITE) if visite else points.exclude(nature=NaturePoint.VISITE)).get()
    point.tenu_le = le
    releves = Releve.objects.filter(indicateur__engagement_pris__candidature=point.candidature_id, releve_le=avant)
    for releve in releves:
        releve.releve_le = le
    return [point, *releves]


def _candidature(evenement: Evenement) -> Candidature:
    """The candidature the event is about. Raises `OperationRefusee` when it is about none."""
    if evenement.candidature is None:
        raise OperationRefusee(_("Cet événement ne porte sur aucune candidature."))
    return evenement.candidature


def _label(evenement: Evenement) -> Label:
    """The label the event is about. Raises `OperationRefusee` when it is about none."""
    if evenement.label is None:
        raise OperationRefusee(_("Cet événement ne porte sur aucun label."))
    return evenement.label


_APPLIQUER: dict[Operation, Callable[[Evenement, datetime.date, datetime.date], list[models.Model]]] = {
    Operation.ACCORDER_LABEL: _dater_octroi,
    Operation.RENOUVELER: _dater_octroi,
    Operation.SUSPENDRE: _dater_suspension,
    Operation.LEVER_SUSPENSION: _dater_suspension,
    Operation.RETIRER: _dater_retrait,
    Operation.CONSIGNER_POINT_ETAPE: _dater_point,
    Operation.CONSIGNER_VISITE: _dater_point,
}


def _verifier(modifies: list[models.Model], cooperative_id: int) -> None:
    """Save what changed if the coop's history is still in order. Raises `OperationRefusee` with every reason."""
    try:
        for objet in modifies:
            if isinstance(objet, Label):
                exiger_sans_chevauchement(objet)  # before it is written, as when it was granted
            objet.full_clean()
            objet.save()
    except ValidationError as erreur:
        raise OperationRefusee(*erreur.messages) from erreur
    for candidature in Candidature.objects.filter(cooperative=cooperative_id):
        exiger_decisions_en_ordre(candidature)
    for label in Label.objects.filter(cooperative=cooperative_id).prefetch_related("suspensions"):
        exiger_label_en_ordre(label)
        exiger_sans_chevauchement(label)
