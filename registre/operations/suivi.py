"""What is held along the way: progress points, the visit, the mid-term point, and the values read there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registre.etats import Etat
from registre.models import Candidature, Indicateur, NaturePoint, Operation, PointEtape, Releve
from registre.models.indicateur import Preuve
from registre.operations.ecriture import OperationRefusee, exiger_date, journaliser, relire
from socle.models import User


@dataclass(frozen=True)
class ReleveConsigne:
    """A value of one of the candidature's indicators, in its unit, read on the day of the point."""

    indicateur_id: int
    valeur: Decimal
    source: str = ""
    preuve: str = Preuve.DECLAREE


@transaction.atomic
def consigner_point_etape(  # noqa: PLR0913 - which point, what was read there, and the three of every operation
    candidature_id: int,
    *,
    mois: int,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    releves: Sequence[ReleveConsigne] = (),
) -> PointEtape:
    """Record the progress point of `mois` months after admissibility, or the mid-term point of the label.

    `motif` is its report, `releves` the values read that day. Raises `OperationRefusee` when the edition has no such
    point, when it is already recorded, or when a value cannot be kept; nothing is then written.
    """
    candidature = relire(candidature_id)
    regles = candidature.referentiel.regles
    if candidature.etat == Etat.LABELLISEE and mois == regles.point_mi_parcours_mois:
        nature = NaturePoint.MI_PARCOURS
    elif mois in regles.points_etape_mois:
        nature = NaturePoint.POINT_ETAPE
    else:
        raise OperationRefusee(_("L'édition ne prévoit pas de point à %(mois)s mois.") % {"mois": mois})
    operation = Operation.CONSIGNER_POINT_ETAPE
    point = _consigner(candidature, nature, mois, operation, par=par, le=le, motif=motif)
    _relever(candidature, releves, le)
    return point


@transaction.atomic
def consigner_visite(
    candidature_id: int,
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    releves: Sequence[ReleveConsigne] = (),
) -> PointEtape:
    """Record the visit that prepares the grant: `motif` is its report, `releves` what was seen on site that day.

    Raises `OperationRefusee`.
    """
    candidature = relire(candidature_id)
    mois = candidature.referentiel.delai_mise_en_oeuvre_mois
    operation = Operation.CONSIGNER_VISITE
    visite = _consigner(candidature, NaturePoint.VISITE, mois, operation, par=par, le=le, motif=motif)
    _relever(candidature, releves, le)
    return visite


def _consigner(  # noqa: PLR0913
    candidature: Candidature,
    nature: NaturePoint,
    mois: int,
    operation: Operation,
    *,
    par: User | None,
    le: datetime.date,
    motif: str,
) -> PointEtape:
    permis = {Etat.LABELLISEE} if nature == NaturePoint.MI_PARCOURS else {Etat.ADMISSIBLE}
    if candidature.etat not in permis:
        etat = candidature.get_etat_display()
        raise OperationRefusee(_("Cette candidature est %(etat)s : ce point ne peut y être consigné.") % {"etat": etat})
    depuis = candidature.labellisee_le or candidature.admissible_le
    exiger_date(le, depuis=depuis, quoi=_("la décision qui l'ouvre"))
    if candidature.points.filter(nature=nature, mois=mois).exists():
        raise OperationRefusee(_("Ce point est déjà consigné : corrigez-le s'il le faut."))
    point = PointEtape.objects.create(candidature=candidature, nature=nature, mois=mois, tenu_le=le, compte_rendu=motif)
    journaliser(operation, cooperative=candidature.cooperative, candidature=candidature, par=par, le=le, motif=motif)
    return point


def _relever(candidature: Candidature, releves: Sequence[ReleveConsigne], le: datetime.date) -> None:
    """Write the values read on that day. Raises `OperationRefusee` naming the indicator that refuses its value."""
    indicateurs = {i.pk: i for i in Indicateur.objects.filter(engagement_pris__candidature=candidature)}
    deja = set(Releve.objects.filter(indicateur__in=indicateurs, releve_le=le).values_list("indicateur_id", flat=True))
    neufs = []
    for consigne in releves:
        indicateur = indicateurs.get(consigne.indicateur_id)
        if indicateur is None:
            raise OperationRefusee(_("Cet indicateur n'est pas de cette candidature."))
        if indicateur.pk in deja:
            message = _("« %(indicateur)s » a déjà un relevé le %(le)s.")
            raise OperationRefusee(message % {"indicateur": indicateur, "le": f"{le:%d/%m/%Y}"})
        neufs.append(_releve(indicateur, consigne, le))
        deja.add(indicateur.pk)
    Releve.objects.bulk_create(neufs)


def _releve(indicateur: Indicateur, consigne: ReleveConsigne, le: datetime.date) -> Releve:
    """Return the value, checked and not saved. Raises `OperationRefusee` naming its indicator."""
    releve = Releve(
        indicateur=indicateur, valeur=consigne.valeur, releve_le=le, source=consigne.source, preuve=consigne.preuve
    )
    try:
        releve.clean_fields(exclude=["indicateur"])
    except ValidationError as erreur:
        raise OperationRefusee(*(f"{indicateur} : {message}" for message in erreur.messages)) from erreur
    return releve
