"""The dossier, its steps, its files, its frozen versions, what is asked of them, what it may measure."""

from registre.dossier.models.avis import AvisDeDepot
from registre.dossier.models.catalogue import IndicateurDuCatalogue
from registre.dossier.models.commentaire import CommentaireDeDossier, EntreQui, EtatDuFil, FilDeCommentaires
from registre.dossier.models.dossier import DossierDeCandidature, EtapeDuDossier, EtatDuDossier
from registre.dossier.models.piece import PieceDeDossier, SorteDePiece
from registre.dossier.models.version import AuteurDeVersion, PieceDeVersion, SorteDeVersion, Version

__all__ = [
    "AuteurDeVersion",
    "AvisDeDepot",
    "CommentaireDeDossier",
    "DossierDeCandidature",
    "EntreQui",
    "EtapeDuDossier",
    "EtatDuDossier",
    "EtatDuFil",
    "FilDeCommentaires",
    "IndicateurDuCatalogue",
    "PieceDeDossier",
    "PieceDeVersion",
    "SorteDePiece",
    "SorteDeVersion",
    "Version",
]
