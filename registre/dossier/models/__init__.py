"""The dossier, its steps, its files, its frozen versions."""

from registre.dossier.models.dossier import DossierDeCandidature, EtapeDuDossier, EtatDuDossier
from registre.dossier.models.piece import PieceDeDossier, SorteDePiece
from registre.dossier.models.version import AuteurDeVersion, PieceDeVersion, SorteDeVersion, Version

__all__ = [
    "AuteurDeVersion",
    "DossierDeCandidature",
    "EtapeDuDossier",
    "EtatDuDossier",
    "PieceDeDossier",
    "PieceDeVersion",
    "SorteDePiece",
    "SorteDeVersion",
    "Version",
]
