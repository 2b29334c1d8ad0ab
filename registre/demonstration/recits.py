"""What happens to a fictional coop: a list of dated decisions, the same ones the Federation takes.

What is told here draws from the chance of its coop in the same order for ever: the same seed gives the same coops.
`peripeties` adds to some of these stories what happens more rarely.
"""

import datetime
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateutil.relativedelta import relativedelta

from registre.etats import DEPOTS, OCTROIS, Operation

LANCEMENT = datetime.date(2022, 6, 1)
MOTIF_COMPLEMENT = "Il manque la valeur de départ de deux indicateurs."
MOTIF_REFUS = "Les plans d'action ne correspondent pas aux engagements choisis."
MOTIF_SUSPENSION = "Point d'étape non tenu malgré deux relances."
MOTIF_DISPENSE = "Visite avancée : ce point y a été tenu avec elle."
MOTIF_RETRAIT = "Engagements de gouvernance abandonnés par la coopérative."


@dataclass(frozen=True)
class Decision:
    """One step: which operation, on which day, why; what it says beside (`registre.demonstration.jeu` reads it).

    `retard` is how many days later it was recorded, when the story needs to say.
    """

    operation: Operation
    le: datetime.date
    motif: str = ""
    mois: int = 0
    faits: Mapping[str, Any] = field(default_factory=dict)
    retard: int | None = None


@dataclass
class Recit:
    """A coop's story being told, cycle after cycle, in the order of days."""

    au: datetime.date
    hasard: random.Random
    decisions: list[Decision] = field(default_factory=list)

    def il_y_a(self, mois: int) -> datetime.date:
        """Return a day about so many months before the day of the story's end, not before the label's launch."""
        jour = self.au - relativedelta(months=mois) - datetime.timedelta(days=self.hasard.randint(1, 20))
        return max(jour, LANCEMENT + datetime.timedelta(days=len(self.decisions)))

    def dire(self, operation: Operation, le: datetime.date, motif: str = "", mois: int = 0) -> None:
        """Add a decision, never before the last one."""
        if self.decisions:
            le = max(le, self.decisions[-1].le)
        self.decisions.append(Decision(operation, le, motif, mois))

    def deposer(self, mois: int, *, renouvelle: bool = False, complement: bool = False) -> None:
        """File `mois` months before the end, with a missing piece asked for or not."""
        self.dire(Operation.DEPOSER_RENOUVELLEMENT if renouvelle else Operation.DEPOSER, self.il_y_a(mois))
        if complement:
            self.dire(Operation.DEMANDER_COMPLEMENT, self.il_y_a(mois - 1), MOTIF_COMPLEMENT)

    def admettre(self, mois: int, *, renouvelle: bool = False) -> None:
        """File and be admitted `mois` months before the end."""
        self.deposer(mois + 3, renouvelle=renouvelle, complement=self.hasard.random() < 0.3)
        admission = self.il_y_a(mois)
        self.dire(Operation.DECLARER_COMPLETE, admission)
        self.dire(Operation.DECLARER_ADMISSIBLE, admission)

    def avancer(self, mois: int, jusqu_a: int) -> None:
        """Hold the points that fall between an admission `mois` months ago and `jusqu_a` months ago."""
        for point in (6, 12):
            if mois - point > jusqu_a:
                self.dire(Operation.CONSIGNER_POINT_ETAPE, self.il_y_a(mois - point), "Conforme au plan.", point)

    def labelliser(self, mois: int, *, renouvelle: bool = False, preparation: int = 16) -> None:
        """Be admitted, visited and granted the label `mois` months before the end."""
        if renouvelle:
            self._a_mi_parcours()
        self.admettre(mois + preparation, renouvelle=renouvelle)
        self.avancer(mois + preparation, mois + 1)
        self.dire(Operation.CONSIGNER_VISITE, self.il_y_a(mois + 1), "Visite sur deux opérations.")
        if not renouvelle:
            self._dispenser()
        self.dire(Operation.RENOUVELER if renouvelle else Operation.ACCORDER_LABEL, self.il_y_a(mois))

    def _a_mi_parcours(self) -> None:
        """Hold the mid-term point of the last label, on its day: a renewal waits for it."""
        octroi = next(d for d in reversed(self.decisions) if d.operation in OCTROIS)
        self.dire(Operation.CONSIGNER_POINT_ETAPE, octroi.le + relativedelta(months=18), "À mi-parcours.", 18)

    def _dispenser(self) -> None:
        """Waive the points of this candidature that an early visit left no time for."""
        depot = max(rang for rang, decision in enumerate(self.decisions) if decision.operation in DEPOTS)
        tenus = {decision.mois for decision in self.decisions[depot:]}
        for point in (6, 12):
            if point not in tenus:
                self.dire(Operation.DISPENSER, self.decisions[-1].le, MOTIF_DISPENSE, point)


def labellisee(recit: Recit) -> None:
    """In force, past its mid-term or not."""
    mois = recit.hasard.randint(1, 30)
    recit.labelliser(mois)
    if mois > 20:
        recit.dire(Operation.CONSIGNER_POINT_ETAPE, recit.il_y_a(mois - 18), "À mi-parcours.", 18)


def engagee(recit: Recit) -> None:
    """A coop admissible for less than its eighteen months, some points held."""
    mois = recit.hasard.randint(1, 16)
    recit.admettre(mois)
    recit.avancer(mois, 0)


def engagee_en_retard(recit: Recit) -> None:
    """Past its eighteen months: still engaged, the page says which date has passed."""
    recit.admettre(21)
    recit.avancer(21, 12)


def suspendue(recit: Recit) -> None:
    """A coop whose label has been suspended for two months."""
    recit.labelliser(12)
    recit.dire(Operation.SUSPENDRE, recit.il_y_a(2), MOTIF_SUSPENSION)


def retablie(recit: Recit) -> None:
    """Held back for a while, in force again."""
    recit.labelliser(16)
    recit.dire(Operation.SUSPENDRE, recit.il_y_a(9), MOTIF_SUSPENSION)
    recit.dire(Operation.LEVER_SUSPENSION, recit.il_y_a(6))


def retiree(recit: Recit) -> None:
    """A coop whose label was withdrawn five months ago."""
    recit.labelliser(18)
    recit.dire(Operation.RETIRER, recit.il_y_a(5), MOTIF_RETRAIT)


def reengagee(recit: Recit) -> None:
    """A coop whose label was withdrawn, and that is admissible anew."""
    recit.labelliser(28, preparation=12)
    recit.dire(Operation.RETIRER, recit.il_y_a(20), MOTIF_RETRAIT)
    recit.admettre(8)
    recit.avancer(8, 0)


def echue(recit: Recit) -> None:
    """A coop whose label lapsed three months ago, with nothing filed since."""
    recit.labelliser(39, preparation=8)


def en_renouvellement(recit: Recit) -> None:
    """Lapsed while its renewal is under way."""
    recit.labelliser(38, preparation=8)
    recit.admettre(5, renouvelle=True)


def renouvelee(recit: Recit) -> None:
    """Renewed before the first label ended."""
    recit.labelliser(38, preparation=9)
    recit.labelliser(4, renouvelle=True, preparation=4)


def renouvellement_en_cours(recit: Recit) -> None:
    """In force, its renewal under way: the public reads labelled."""
    recit.labelliser(31, preparation=12)
    recit.admettre(3, renouvelle=True)


def en_instruction(recit: Recit) -> None:
    """A coop that filed, and of which nothing is public yet."""
    recit.deposer(2, complement=True)


def refusee(recit: Recit) -> None:
    """A coop whose candidature was refused: nothing of it is public."""
    recit.deposer(9)
    recit.dire(Operation.DECLARER_COMPLETE, recit.il_y_a(7))
    recit.dire(Operation.REFUSER, recit.il_y_a(6), MOTIF_REFUS)


def abandonnee(recit: Recit) -> None:
    """Engaged once, given up since."""
    recit.admettre(15)
    recit.dire(Operation.ABANDONNER, recit.il_y_a(4), "Fusion avec une autre coopérative.")


def jamais(recit: Recit) -> None:
    """Never a word of the label."""


# Twenty stories in turn: every status exists from twenty coops on, in plausible shares.
TOUR: tuple[Callable[[Recit], None], ...] = (
    labellisee,
    engagee,
    labellisee,
    jamais,
    renouvelee,
    suspendue,
    labellisee,
    engagee,
    retiree,
    echue,
    en_renouvellement,
    labellisee,
    engagee_en_retard,
    reengagee,
    en_instruction,
    renouvellement_en_cours,
    jamais,
    retablie,
    refusee,
    abandonnee,
)
