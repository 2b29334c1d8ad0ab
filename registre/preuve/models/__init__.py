"""Models of the room of proof: what was drawn, signed or said for good. Nothing here says what a label is today."""

from registre.preuve.models.journal_public import CosignatureDeTemoin, FeuilleDuJournal, TuileDuJournal
from registre.preuve.models.justificatif import JustificatifEmis, ListeDePlaces

__all__ = ["CosignatureDeTemoin", "FeuilleDuJournal", "JustificatifEmis", "ListeDePlaces", "TuileDuJournal"]
