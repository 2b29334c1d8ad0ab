"""Models of the room of appeals: an appeal, its files, within which delay one is filed."""

from registre.recours.models.recours import ISSUES, OUVERTS, EtatDuRecours, PieceDeRecours, RecoursDeCooperative
from registre.recours.models.reglages import ReglagesDesRecours

__all__ = ["ISSUES", "OUVERTS", "EtatDuRecours", "PieceDeRecours", "RecoursDeCooperative", "ReglagesDesRecours"]
