"""Models of the room of reported errors: a report, and within which delay one is answered and forgotten."""

from registre.signalements.models.reglages import ReglagesDesSignalements
from registre.signalements.models.signalement import CLOS, OUVERTS, EtatDuSignalement, SignalementDErreur

__all__ = ["CLOS", "OUVERTS", "EtatDuSignalement", "ReglagesDesSignalements", "SignalementDErreur"]
