"""The rows of the coops being written, and how one is made to agree with what their history says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from registre.ecriture.editions import Editions
from registre.ecriture.flux import Flux
from registre.journal.histoire import Dossier
from registre.models import (
    Candidature,
    Label,
)

PAR_LOT = 500


@dataclass
class Lignes:
    """The rows of the coops being written: candidatures by coop and rank of filing, labels by number.

    `changees` are the coops of which some row did not say what their history does.
    """

    candidatures: dict[tuple[int, int], Candidature] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    editions: Editions = field(default_factory=Editions)
    changees: set[int] = field(default_factory=set)

    def ajouter(self, autres: "Lignes") -> None:
        """Add the rows of other coops."""
        self.candidatures |= autres.candidatures
        self.labels |= autres.labels
        self.changees |= autres.changees


def accorder(ligne: Model, valeurs: dict[str, Any]) -> bool:
    """Set these values on a row; tell whether any was another."""
    differentes = {nom: valeur for nom, valeur in valeurs.items() if getattr(ligne, nom) != valeur}
    for nom, valeur in differentes.items():
        setattr(ligne, nom, valeur)
    return bool(differentes)


def dossiers(flux: Sequence[Flux]) -> Iterator[tuple[Flux, Dossier]]:
    for f in flux:
        for dossier in f.histoire.dossiers:
            yield f, dossier
