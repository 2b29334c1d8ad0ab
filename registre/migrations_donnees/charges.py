"""What an event carries, from the rows of before: the facts as they stand, and as they stood before a correction."""

import datetime
from dataclasses import dataclass
from typing import Any

from raison_detre.regles import Regles
from registre import cycle
from registre.etats import DEPOTS, POINTS, SORT_NON_DIT
from registre.journal.charges import (
    Charge,
    DecisionSurDossier,
    DecisionSurLabel,
    Depot,
    Identite,
    Inscription,
    Octroi,
    Point,
)
from registre.migrations_donnees.anciennes import Ancienne
from registre.migrations_donnees.faits import Fait

MOTIF_DE_REPRISE = "Reprise de l'historique."


def inscription(cooperative: Any, inconnu: str) -> Inscription:
    """Return the first event's charge: the coop as it is now, and what could not be known."""
    return Inscription(
        identite=Identite(**{champ: getattr(cooperative, champ) for champ in Identite.model_fields}),
        membre_depuis=cooperative.membre_depuis,
        membre_jusqu_au=cooperative.membre_jusqu_au,
        inconnu=inconnu,
    )


def charge_de(ancienne: Ancienne, fait: Fait, dossier: int, *, seul: bool = False) -> Charge:
    """Return what the event of a fact carries, grants aside. `dossier` is the rank of its filing.

    `seul` is a suspension that a renewal already granted did not share.
    """
    if fait.operation in DEPOTS:
        return _depot(ancienne, fait.candidature)
    if fait.operation in POINTS:
        point = fait.objet
        releves = tuple(ancienne.releves[point.pk])
        return Point(dossier=dossier, nature=point.nature, mois=point.mois, releves=releves)
    if fait.label is not None:
        return DecisionSurLabel(numero=fait.label.numero, seul=seul)

    return DecisionSurDossier(dossier=dossier)


def _depot(ancienne: Ancienne, candidature: Any) -> Depot:
    renouvelle = next((lu.numero for lu in ancienne.labels if lu.pk == candidature.renouvelle_id), "")
    return Depot(
        referentiel=candidature.referentiel.code,
        regles=regles_de(candidature),
        cycle=candidature.cycle,
        renouvelle=renouvelle,
        engagements=tuple(ancienne.choix[candidature.pk]),
    )


def regles_de(candidature: Any) -> dict[str, Any]:
    """Return the rules of a candidature's edition, as they are now: what they were then was not kept."""
    return {champ: getattr(candidature.referentiel, champ) for champ in Regles.champs()}


@dataclass(frozen=True)
class Periode:
    """A granted period, and whether its first day and its end moved with the day of decision when it was corrected.

    `reprise` is a label taken over, whose end was given; `non_dit`, a renewal that left a suspension where it was.
    """

    ancienne: Ancienne
    fait: Fait
    reprise: bool
    non_dit: bool

    @property
    def debut_mobile(self) -> bool:
        """Whether it begins on the day of decision, and not on the day after the label that it renews."""
        label, renouvelle = self.fait.label, self.fait.candidature.renouvelle_id
        precedent = next((lu for lu in self.ancienne.labels if lu.pk == renouvelle), None)
        suit = precedent is not None and precedent.valide_jusqu_au + cycle.UN_JOUR == label.valide_du
        return label.valide_du == label.octroye_le and not suit

    @property
    def fin_mobile(self) -> bool:
        """Whether its end was computed from its first day: what it was before a correction can be told."""
        label = self.fait.label
        duree = self.fait.candidature.referentiel.duree_label_mois
        calculee = label.valide_jusqu_au == cycle.fin_de_validite(label.valide_du, duree)
        return self.debut_mobile and calculee and not self.reprise

    def octroi(self, dossier: int, le: datetime.date) -> Octroi:
        """Return the grant as it stood when its day of decision was `le`."""
        label = self.fait.label
        du = le if self.debut_mobile else label.valide_du
        fin = label.valide_jusqu_au
        if self.fin_mobile:
            fin = cycle.fin_de_validite(du, self.fait.candidature.referentiel.duree_label_mois)
        return self._octroi(dossier, du, max(du, fin))

    def octroi_actuel(self, dossier: int) -> Octroi:
        """Return the grant as its row has it."""
        return self._octroi(dossier, self.fait.label.valide_du, self.fait.label.valide_jusqu_au)

    def _octroi(self, dossier: int, du: datetime.date, fin: datetime.date) -> Octroi:
        return Octroi(
            dossier=dossier,
            numero=self.fait.label.numero,
            valide_du=du,
            valide_jusqu_au=fin,
            engagements=tuple(self.ancienne.octroyes[self.fait.label.pk]),
            suspension=SORT_NON_DIT if self.non_dit else "",
        )
