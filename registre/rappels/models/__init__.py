"""Reminders: one message to one person, what it is about, and the words around it."""

from registre.rappels.models.formule import FormuleDeRappel, Moment
from registre.rappels.models.rappel import A_REPRENDRE, EtatDuRappel, ObjetDuRappel, Rappel

__all__ = ["A_REPRENDRE", "EtatDuRappel", "FormuleDeRappel", "Moment", "ObjetDuRappel", "Rappel"]
