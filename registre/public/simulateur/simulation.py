"""A choice of engagements held to the rules of an edition: the very rules that a filing is held to."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raison_detre.edition import AxeLu, Edition
from raison_detre.models import Engagement
from raison_detre.regles import Regles
from registre.composition import manques_du_choix
from registre.public.simulateur.choix import ChoixLu, lire_le_choix
from registre.public.simulateur.indicateurs import IndicateurEmploye, indicateurs_employes

# Where « Préparer ma candidature » leads, once logged in; the choice follows in the address.
ENTREE_DE_LA_CANDIDATURE = "espace:candidature_entree"


@dataclass(frozen=True)
class EngagementAuChoix:
    """An engagement as the simulator shows it: chosen or not, and how labelled coops measure it."""

    engagement: Engagement
    choisi: bool
    indicateurs: Sequence[IndicateurEmploye]


@dataclass(frozen=True)
class AxeSimule:
    """An axis of the edition, its engagements, and how many are chosen of how many at least."""

    lu: AxeLu
    engagements: tuple[EngagementAuChoix, ...]
    minimum: int

    @property
    def choisis(self) -> int:
        """How many of its engagements are chosen."""
        return sum(engagement.choisi for engagement in self.engagements)

    @property
    def atteint(self) -> bool:
        """Whether the minimum of the axis is met."""
        return self.choisis >= self.minimum


@dataclass(frozen=True)
class Simulation:
    """What the page shows of a choice. `manques` is what a filing would be refused for, in the reader's language."""

    axes: tuple[AxeSimule, ...]
    choix: ChoixLu
    regles: Regles
    manques: Sequence[str]

    @property
    def combien(self) -> int:
        """How many engagements are chosen."""
        return len(self.choix.cles)

    @property
    def atteint(self) -> bool:
        """Whether the minimum of engagements, all axes together, is met."""
        return self.combien >= self.regles.engagements_minimum

    @property
    def phrase(self) -> str:
        """Where the choice stands, in one sentence: what a screen reader says after each change."""
        choisis = ngettext("%(n)s engagement choisi", "%(n)s engagements choisis", self.combien) % {"n": self.combien}
        if not self.manques:
            return _("%(choisis)s : ce choix respecte les règles de l’édition.") % {"choisis": choisis}
        manques = ngettext("il manque une chose", "il manque %(n)s choses", len(self.manques))
        return _("%(choisis)s : %(manques)s.") % {"choisis": choisis, "manques": manques % {"n": len(self.manques)}}

    @property
    def demonstration(self) -> bool:
        """Whether an indicator shown is used by a coop that does not exist."""
        return any(i.fictifs for axe in self.axes for engagement in axe.engagements for i in engagement.indicateurs)

    @property
    def vers_la_candidature(self) -> str:
        """Where to go on, the choice in the address."""
        return reverse(ENTREE_DE_LA_CANDIDATURE) + self.choix.question


def simuler(edition: Edition, demande: QueryDict, au: datetime.date) -> Simulation:
    """Return the simulation of what an address asks, in the edition given, as of `au`. One query."""
    choix = lire_le_choix(demande, [engagement.cle for engagement in edition.engagements])
    employes = indicateurs_employes([engagement.cle for engagement in edition.engagements], au)
    regles = edition.source.regles
    axe_de = {engagement.numero: lu.axe.numero for lu in edition.axes for engagement in lu.engagements}
    numeros = [engagement.numero for engagement in edition.engagements if engagement.cle in choix.cles]

    return Simulation(
        axes=tuple(_axe(lu, choix, employes, regles.engagements_minimum_par_axe) for lu in edition.axes),
        choix=choix,
        regles=regles,
        manques=manques_du_choix(regles, numeros, axe_de),
    )


def _axe(lu: AxeLu, choix: ChoixLu, employes: Mapping[str, Sequence[IndicateurEmploye]], minimum: int) -> AxeSimule:
    engagements = (EngagementAuChoix(e, e.cle in choix.cles, employes.get(e.cle, ())) for e in lu.engagements)
    return AxeSimule(lu, tuple(engagements), minimum)
