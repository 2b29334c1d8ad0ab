"""Models of the room: a point that a coop sends, its files, the visit it asks for."""

from registre.suivi.models.piece import PieceDePoint
from registre.suivi.models.point import EtatDuPoint, PointDeCooperative
from registre.suivi.models.visite import DemandeDeVisite, EtatDeLaDemande

__all__ = ["DemandeDeVisite", "EtatDeLaDemande", "EtatDuPoint", "PieceDePoint", "PointDeCooperative"]
