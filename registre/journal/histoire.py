"""A coop's whole history as a plain value: what the journal comes to. No database, no clock.

Rows of the register are its projection; `registre.journal.rejeu` makes it, `registre.coherence` judges it. Days are
civil days in Paris, each the first day of its effect, except last days of validity or membership, included.
"""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from registre.cycle import UN_JOUR, Faits, FaitsCandidature, FaitsLabel, FaitsSuspension
from registre.etats import OUVERTS, Etat, NaturePoint
from registre.journal.charges import Depot, EngagementFige, Identite, Inscription
from registre.journal.identites import Absorbee, Adhesions, Changements, PeriodeDIdentite, periodes_d_identite


@dataclass(frozen=True)
class ReleveTenu:
    """A value read at a point, of the indicator in this place of this engagement."""

    engagement: str
    indicateur: int
    valeur: Decimal
    source: str
    preuve: str


@dataclass(frozen=True)
class PointTenu:
    """A point held, known by the rank of its event."""

    rang: int
    nature: NaturePoint
    mois: int
    tenu_le: datetime.date
    compte_rendu: str
    releves: tuple[ReleveTenu, ...] = ()


@dataclass(frozen=True)
class PointDispense:
    """A point that the committee does not ask for, known by the rank of its event: since which day, and why."""

    rang: int
    nature: NaturePoint
    mois: int
    decidee_le: datetime.date
    motif: str


@dataclass(frozen=True)
class Dossier:
    """A candidature, known by the rank of its filing."""

    rang: int
    depot: Depot
    etat: Etat
    deposee_le: datetime.date
    complement_demande_le: datetime.date | None = None
    complete_le: datetime.date | None = None
    admissible_le: datetime.date | None = None
    labellisee_le: datetime.date | None = None
    refusee_le: datetime.date | None = None
    abandonnee_le: datetime.date | None = None
    points: tuple[PointTenu, ...] = ()
    dispenses: tuple[PointDispense, ...] = ()

    @property
    def cycle(self) -> int:
        """Its place among the coop's candidatures, from 1."""
        return self.depot.cycle

    @property
    def close_le(self) -> datetime.date | None:
        """When it was decided, one way or another; None while it is open."""
        return self.labellisee_le or self.refusee_le or self.abandonnee_le

    @property
    def derniere_decision(self) -> datetime.date:
        """The latest day on which something was decided about it."""
        dates = (self.deposee_le, self.complement_demande_le, self.complete_le, self.admissible_le, self.close_le)
        return max(date for date in dates if date)


@dataclass(frozen=True)
class SuspensionLue:
    """A suspension, known by the rank of its event; `reportee_sur` are the renewed labels that it goes on with."""

    rang: int
    suspendu_le: datetime.date
    motif: str
    levee_le: datetime.date | None = None
    reportee_sur: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelOctroye:
    """A granted period. `suspensions` are those decided about it, in the order of the journal."""

    rang: int
    numero: str
    dossier: int
    cycle: int
    octroye_le: datetime.date
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    engagements: tuple[EngagementFige, ...]
    renouvelle: str = ""
    retire_le: datetime.date | None = None
    motif_retrait: str = ""
    clos_le: datetime.date | None = None
    suspensions: tuple[SuspensionLue, ...] = ()

    @property
    def ouverte(self) -> SuspensionLue | None:
        """The suspension decided about it that nothing has lifted."""
        return next((s for s in self.suspensions if s.levee_le is None), None)


@dataclass(frozen=True)
class NumeroAnnule:
    """A number given by mistake: what it was, since when it is annulled, why. It is never given again."""

    label: LabelOctroye
    annule_le: datetime.date
    motif: str


@dataclass(frozen=True)
class Histoire:
    """Everything known of a coop. `changements` and `adhesions` are dated, in the order of the journal."""

    inscription: Inscription | None = None
    changements: Changements = ()
    adhesions: Adhesions = ()
    dossiers: tuple[Dossier, ...] = ()
    labels: tuple[LabelOctroye, ...] = ()
    annules: tuple[NumeroAnnule, ...] = ()
    dossiers_annules: tuple[Dossier, ...] = ()
    absorbee: Absorbee | None = None
    absorptions: tuple[tuple[datetime.date, int], ...] = field(default=())

    def dossier(self, rang: int) -> Dossier | None:
        """The candidature filed at this rank."""
        return next((d for d in self.dossiers if d.rang == rang), None)

    def label(self, numero: str) -> LabelOctroye | None:
        """The label of this number; annulled ones are no labels."""
        return next((lu for lu in self.labels if lu.numero == numero), None)

    @property
    def dossier_ouvert(self) -> Dossier | None:
        """The candidature under way, None when all are decided."""
        return next((d for d in self.dossiers if d.etat in OUVERTS), None)

    @property
    def dernier_label(self) -> LabelOctroye | None:
        """The latest label, begun or to begin; one that ended before its first day does not count."""
        comptent = [lu for lu in self.labels if not self.faits_de(lu).jamais_commence]
        return max(comptent, key=lambda lu: (lu.valide_du, lu.cycle), default=None)

    def suivant(self, label: LabelOctroye) -> LabelOctroye | None:
        """The label already granted that begins after this one and was not withdrawn before it began."""
        apres = [
            lu
            for lu in self.labels
            if (lu.valide_du, lu.cycle) > (label.valide_du, label.cycle) and not self.faits_de(lu).jamais_commence
        ]
        return min(apres, key=lambda lu: (lu.valide_du, lu.cycle), default=None)

    def suspensions(self, label: LabelOctroye) -> tuple[SuspensionLue, ...]:
        """The suspensions that this label bore, in order: its own, and those carried over from the one it follows.

        One carried begins with the label; lifted before, it never reached it. Lifted after the label's end, it was not
        lifted on this label.
        """
        sans: tuple[str, ...] = ()
        portees = [(s, s.suspendu_le, sans) for s in label.suspensions]

        for precedent in self.labels:
            for s in precedent.suspensions:
                levee_avant = s.levee_le is not None and s.levee_le <= label.valide_du
                if label.numero in s.reportee_sur and not levee_avant:
                    portees.append((s, label.valide_du, s.reportee_sur))

        fin = label.valide_jusqu_au + UN_JOUR
        bornees = [
            SuspensionLue(s.rang, du, s.motif, s.levee_le if s.levee_le and s.levee_le <= fin else None, reportee_sur)
            for s, du, reportee_sur in portees
        ]

        return tuple(sorted(bornees, key=lambda s: s.suspendu_le))

    def faits_de(self, label: LabelOctroye) -> FaitsLabel:
        """What of a label counts for the public status."""
        return FaitsLabel(
            cycle=label.cycle,
            valide_du=label.valide_du,
            valide_jusqu_au=label.valide_jusqu_au,
            retire_le=label.retire_le,
            suspensions=tuple(FaitsSuspension(s.suspendu_le, s.levee_le) for s in self.suspensions(label)),
            clos_le=label.clos_le,
        )

    @property
    def repris(self) -> set[int]:
        """The candidatures that came with a label taken over: another coop was engaged by them, not this one."""
        return {label.dossier for label in self.labels if label.rang == label.dossier}

    @cached_property
    def faits(self) -> Faits:
        """What the coop's public status depends on."""
        return Faits(
            labels=tuple(self.faits_de(label) for label in self.labels),
            candidatures=tuple(
                FaitsCandidature(d.cycle, d.admissible_le, d.close_le)
                for d in self.dossiers
                if d.rang not in self.repris
            ),
            absorbee_le=self.absorbee.le if self.absorbee else None,
        )

    @property
    def adhesion(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and last days, both included, of the latest membership; None where it has no known bound."""
        if self.inscription is None:
            return None, None
        depuis, jusqu_au = self.inscription.membre_depuis, self.inscription.membre_jusqu_au
        for le, _rang, revient in sorted(self.adhesions, key=lambda a: a[:2]):
            depuis, jusqu_au = (le, None) if revient else (depuis, le)
        if self.absorbee and (jusqu_au is None or jusqu_au >= self.absorbee.le):
            jusqu_au = self.absorbee.le - UN_JOUR
        return depuis, jusqu_au

    def identite(self, au: datetime.date) -> Identite:
        """Who the coop is on `au`."""
        return next(p.identite for p in self.identites if p.du <= au <= p.jusqu_au)

    def membre(self, au: datetime.date) -> bool:
        """Whether the coop is a member on `au`, first and last days included."""
        return next(p.membre for p in self.identites if p.du <= au <= p.jusqu_au)

    @cached_property
    def identites(self) -> tuple[PeriodeDIdentite, ...]:
        """Who the coop was, cut into consecutive maximal periods: every day is in exactly one."""
        if self.inscription is None:
            return ()
        return periodes_d_identite(self.inscription, self.changements, self.adhesions, self.absorbee)
