"""The facts that the pages show of a coop, as plain values: the same from its rows or from its journal replayed.

What is known now is read from the rows (`faits_ecrits`), what was known on a past day from the journal
(`faits_rejoues`); a page reads either without knowing which. Days are the first of their effect, last days included.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from raison_detre.models import Axe
from raison_detre.regles import Regles
from registre.cycle import FaitsLabel, FaitsSuspension
from registre.etats import NaturePoint


@dataclass(frozen=True)
class EngagementLu:
    """An engagement, numbered and worded as granted or as chosen, under the axis it has in its edition."""

    cle: str
    numero: int
    intitule: str
    axe: Axe


@dataclass(frozen=True)
class MesureLue:
    """A value and its day. `preuve` is how sure a value read on the way is, `source` where it comes from."""

    valeur: Decimal
    le: datetime.date
    preuve: str = ""
    source: str = ""


def mesure_lue(valeur: Decimal | None, le: datetime.date | None) -> MesureLue | None:
    """Return a value and its day, which go together; None without them."""
    return MesureLue(valeur, le) if valeur is not None and le is not None else None


@dataclass(frozen=True)
class IndicateurSuivi:
    """A public indicator, with the values read by the day asked, in the order of days."""

    nom: str
    unite: str
    sens: str
    depart: MesureLue | None
    cible: MesureLue | None
    releves: tuple[MesureLue, ...]

    @property
    def dernier(self) -> MesureLue | None:
        """The value read last, None before any."""
        return self.releves[-1] if self.releves else None


@dataclass(frozen=True)
class EngagementSuivi:
    """An engagement of a candidature, with its public indicators."""

    engagement: EngagementLu
    indicateurs: tuple[IndicateurSuivi, ...]


@dataclass(frozen=True)
class PointLu:
    """A point held, known by the rank of its event."""

    rang: int
    nature: NaturePoint
    mois: int
    tenu_le: datetime.date


@dataclass(frozen=True)
class DispenseLue:
    """A point that the committee waived, known by the rank of its event."""

    rang: int
    nature: NaturePoint
    mois: int
    decidee_le: datetime.date


@dataclass(frozen=True)
class DossierLu:
    """A candidature that may be public, known by the rank of its filing."""

    rang: int
    cycle: int
    regles: Regles
    admissible_le: datetime.date | None
    labellisee_le: datetime.date | None
    points: tuple[PointLu, ...]
    dispenses: tuple[DispenseLue, ...]
    engagements: tuple[EngagementSuivi, ...]


@dataclass(frozen=True)
class SuspensionPortee:
    """A suspension that a label bore, known by the rank of its event; `reportee` from the label that it follows."""

    rang: int
    suspendu_le: datetime.date
    levee_le: datetime.date | None
    motif: str
    reportee: bool


@dataclass(frozen=True)
class LabelLu:
    """A granted period, the day its candidature became admissible, and the suspensions it bore, in order."""

    rang: int
    numero: str
    dossier: int
    cycle: int
    edition: str
    admissible_le: datetime.date | None
    octroye_le: datetime.date
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    retire_le: datetime.date | None
    motif_retrait: str
    clos_le: datetime.date | None
    suspensions: tuple[SuspensionPortee, ...]
    engagements: tuple[EngagementLu, ...]

    @property
    def faits(self) -> FaitsLabel:
        """What of it counts for its status."""
        return FaitsLabel(
            cycle=self.cycle,
            valide_du=self.valide_du,
            valide_jusqu_au=self.valide_jusqu_au,
            retire_le=self.retire_le,
            suspensions=tuple(FaitsSuspension(s.suspendu_le, s.levee_le) for s in self.suspensions),
            clos_le=self.clos_le,
        )

    @property
    def repris(self) -> bool:
        """Whether it was taken over from a coop absorbed: its candidature came with it."""
        return self.rang == self.dossier


@dataclass(frozen=True)
class FaitsLus:
    """The labels of a coop in their order, and the candidature whose engagements and deadlines its page shows."""

    labels: tuple[LabelLu, ...] = ()
    dossier: DossierLu | None = None

    def label(self, numero: str) -> LabelLu | None:
        """The label of this number, None when the coop has none."""
        return next((label for label in self.labels if label.numero == numero), None)

    def suivant(self, label: LabelLu) -> LabelLu | None:
        """The next label of the coop that began, or is to."""
        apres = self.labels[self.labels.index(label) + 1 :]
        return next((autre for autre in apres if not autre.faits.jamais_commence), None)


def en_ordre(labels: Iterable[LabelLu]) -> tuple[LabelLu, ...]:
    """Return labels in the one order they have: by first day, then by cycle."""
    return tuple(sorted(labels, key=lambda label: (label.valide_du, label.cycle)))
