"""What is held along the way: progress points, the visit, the mid-term point."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from registre.etats import Etat
from registre.models import Candidature, NaturePoint, Operation, PointEtape
from registre.operations.ecriture import OperationRefusee, exiger_date, journaliser, relire
from socle.models import User


@transaction.atomic
def consigner_point_etape(
    candidature_id: int, *, mois: int, par: User | None, le: datetime.date, motif: str = ""
) -> PointEtape:
    """Record the progress point of `mois` months after admissibility, or the mid-term point of the label.

    `motif` is its report. Raises `OperationRefusee` when the edition has no such point or it is already recorded.
    """
    candidature = relire(candidature_id)
    regles = candidature.referentiel.regles
    if candidature.etat == Etat.LABELLISEE and mois == regles.point_mi_parcours_mois:
        nature = NaturePoint.MI_PARCOURS
    elif mois in regles.points_etape_mois:
        nature = NaturePoint.POINT_ETAPE
    else:
        raise OperationRefusee(_("L'édition ne prévoit pas de point à %(mois)s mois.") % {"mois": mois})
    return _consigner(candidature, nature, mois, Operation.CONSIGNER_POINT_ETAPE, par=par, le=le, motif=motif)


@transaction.atomic
def consigner_visite(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> PointEtape:
    """Record the visit that prepares the grant. `motif` is its report. Raises `OperationRefusee`."""
    candidature = relire(candidature_id)
    mois = candidature.referentiel.delai_mise_en_oeuvre_mois
    operation = Operation.CONSIGNER_VISITE
    return _consigner(candidature, NaturePoint.VISITE, mois, operation, par=par, le=le, motif=motif)


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
