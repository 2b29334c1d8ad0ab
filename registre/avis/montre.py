"""What an expert reads of a version: the engagements and the files of the request, and nothing else."""

from dataclasses import dataclass, replace

from registre.avis.models import DemandeDAvis
from registre.dossier.contenu import EngagementPropose, IndicateurSaisi, PieceJointe, de_json
from registre.models.indicateur import Visibilite


@dataclass(frozen=True)
class PartieMontree:
    """A part of a dossier. The figures that the coop keeps for the Federation and the committee are not in it."""

    engagements: tuple[EngagementPropose, ...]
    pieces: tuple[PieceJointe, ...]


def partie_montree(demande: DemandeDAvis) -> PartieMontree:
    """Return what is shown of the version that the opinion is asked on."""
    contenu = de_json(demande.version.contenu)
    return PartieMontree(
        engagements=tuple(_sans_reserve(lu) for lu in contenu.engagements if lu.cle in demande.engagements),
        pieces=tuple(piece for piece in contenu.pieces if piece.id in demande.pieces),
    )


def _sans_reserve(engagement: EngagementPropose) -> EngagementPropose:
    return replace(engagement, indicateurs=tuple(_public(indicateur) for indicateur in engagement.indicateurs))


def _public(indicateur: IndicateurSaisi) -> IndicateurSaisi:
    """The indicator, without its figures when they were kept for the Federation and the committee."""
    if indicateur.visibilite == Visibilite.PUBLIQUE:
        return indicateur
    return replace(indicateur, valeur=None, depart_le=None, cible=None, cible_le=None)
