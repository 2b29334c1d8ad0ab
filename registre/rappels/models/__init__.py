"""Reminders: one message to one person, what it is about, and the words around it."""

from registre.rappels.models.formule import FormuleDeRappel, Moment
from registre.rappels.models.rappel import ObjetDuRappel, Rappel

__all__ = ["FormuleDeRappel", "Moment", "ObjetDuRappel", "Rappel"]
