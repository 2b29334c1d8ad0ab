"""What changes between two histories of a coop, in sentences: what the public reads, and what only the journal says.

Pure: no database, no clock. Sentences have no tense, so that they serve before an act (its preview) and after (what a
correction changed). Days are written in full, both ends of a stretch included.
"""

from dataclasses import dataclass

from registre.differences.candidatures import (
    d_admissibilite,
    de_candidatures,
    de_comptes_rendus,
    de_dispenses,
    de_motifs_de_dispense,
    de_points,
    de_releves,
)
from registre.differences.depots import d_indicateurs
from registre.differences.identite import d_absorption, d_identite
from registre.differences.labels import de_labels
from registre.differences.statut import de_statut
from registre.journal.histoire import Histoire
from registre.models.indicateur import Visibilite

__all__ = ["Differences", "differences"]


@dataclass(frozen=True)
class Differences:
    """What changes for whoever reads the site, and what only the Federation sees."""

    publiques: tuple[str, ...] = ()
    internes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.publiques or self.internes)


def differences(avant: Histoire, apres: Histoire) -> Differences:
    """Return what changes from one history to the other; empty when nothing that is kept does."""
    publiques = [
        *de_statut(avant, apres),
        *de_labels(avant, apres),
        *d_admissibilite(avant, apres),
        *de_points(avant, apres),
        *de_dispenses(avant, apres),
        *d_indicateurs(avant, apres, publics=True),
        *de_releves(avant, apres, Visibilite.PUBLIQUE),
        *d_identite(avant, apres),
        *d_absorption(avant, apres),
    ]
    internes = [
        *de_candidatures(avant, apres),
        *d_indicateurs(avant, apres, publics=False),
        *de_comptes_rendus(avant, apres),
        *de_motifs_de_dispense(avant, apres),
        *de_releves(avant, apres, Visibilite.PRIVEE),
    ]

    return Differences(tuple(publiques), tuple(internes))
