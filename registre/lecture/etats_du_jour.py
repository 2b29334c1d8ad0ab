"""The state of many numbers on a day, read at once: for lists, where `label_du_jour` would ask for each."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from registre.cycle import statut_de_label
from registre.etats import StatutDeLabel
from registre.lecture.label_du_jour import ANNULE
from registre.models import Label


@dataclass(frozen=True)
class EtatLu:
    """A number on a day: whose it is, and what it is then, one of `StatutDeLabel` or `ANNULE`."""

    cooperative_id: int
    etat: str

    @property
    def en_vigueur(self) -> bool:
        """Whether it is a label that holds on that day."""
        return self.etat == StatutDeLabel.LABELLISEE


def etats_du_jour(numeros: Collection[str], au: datetime.date) -> dict[str, EtatLu]:
    """Return the state of each of these numbers on `au`; nothing for one that nobody ever had. Two queries."""
    lignes = Label.tous.filter(numero__in=set(numeros)).prefetch_related("suspensions")
    return {
        ligne.numero: EtatLu(ligne.cooperative_id, ANNULE if ligne.annule_le else str(statut_de_label(ligne.faits, au)))
        for ligne in lignes
    }
