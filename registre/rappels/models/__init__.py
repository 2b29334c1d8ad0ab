"""Reminders: one message to one person, what it is about, the words around it; what a member has yet to open."""

from registre.rappels.models.formule import FormuleDeRappel, Moment
from registre.rappels.models.lecture import RappelDeLecture
from registre.rappels.models.rappel import ObjetDuRappel, Rappel

__all__ = ["FormuleDeRappel", "Moment", "ObjetDuRappel", "Rappel", "RappelDeLecture"]
