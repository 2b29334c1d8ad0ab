"""What is forgotten of points: a draft that nobody touches any more. What was sent stays with the label's course."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registre.suivi.ecriture import effacer_les_pieces
from registre.suivi.models import EtatDuPoint, PieceDePoint, PointDeCooperative
from socle.conservation import BROUILLONS_DE_POINT_MOIS, Oubli, debut_du_jour, declarer, en_mois, supprimer


def brouillons_anciens(au: datetime.date) -> QuerySet[PointDeCooperative]:
    """Return the drafts last written longer before `au` than they are kept."""
    limite = debut_du_jour(au - relativedelta(months=BROUILLONS_DE_POINT_MOIS))
    return PointDeCooperative.objects.filter(etat=EtatDuPoint.EN_PREPARATION, modifiee_le__lt=limite)


def effacer(brouillons: QuerySet[PointDeCooperative]) -> int:
    """Delete these drafts and their files; return how many."""
    effacer_les_pieces(list(PieceDePoint.objects.filter(point__in=brouillons)))
    return supprimer(brouillons)


def poser() -> None:
    """Say it, once the room is ready."""
    declarer(
        Oubli(
            _("Points d’étape commencés et jamais envoyés"),
            lambda: en_mois(BROUILLONS_DE_POINT_MOIS),
            brouillons_anciens,
            effacer,
        )
    )
