"""Everything about one fictional coop, decided before anything is written: both ways of loading write the same."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

from raison_detre.models import Engagement, Referentiel
from registre.composition import Choix
from registre.demonstration.choix import composer
from registre.demonstration.noms import identite
from registre.demonstration.recits import Decision, raconter
from registre.models import Operation

DEPOTS = frozenset({Operation.DEPOSER, Operation.DEPOSER_RENOUVELLEMENT})


@dataclass(frozen=True)
class EditionLue:
    """The edition in force and its engagements by number, read once."""

    referentiel: Referentiel
    engagements: dict[int, Engagement]

    @classmethod
    def lire(cls, referentiel: Referentiel) -> "EditionLue":
        """Return the edition with its engagements."""
        engagements = Engagement.objects.sources().filter(referentiel=referentiel).select_related("axe")
        return cls(referentiel, {e.numero: e for e in engagements})

    @property
    def axe_de(self) -> dict[int, int]:
        """The axis number of each engagement number."""
        return {numero: e.axe.numero for numero, e in self.engagements.items()}


@dataclass(frozen=True)
class Plan:
    """A coop: its fields, its decisions with what each filing chooses, when it signed and whether it may be shown."""

    champs: dict[str, object]
    decisions: tuple[tuple[Decision, tuple[Choix, ...]], ...]
    signature: tuple[datetime.date, bool] | None


def planifier(rang: int, graine: int, au: datetime.date, edition: EditionLue) -> Plan:
    """Return the plan of the coop of this rank: the same for the same seed and day, however many are asked for."""
    hasard = random.Random(f"{graine}/{rang}")  # noqa: S311 - stories, not secrets
    champs = identite(rang, hasard)
    champs["membre_depuis"] = datetime.date(1990 + hasard.randint(0, 30), hasard.randint(1, 12), 1)
    regles = edition.referentiel.regles
    axe_de = edition.axe_de
    decisions = [
        (
            decision,
            tuple(composer(hasard, axe_de, decision.le, regles.engagements_minimum, regles.engagements_minimum_par_axe))
            if decision.operation in DEPOTS
            else (),
        )
        for decision in raconter(rang, hasard, au)
    ]
    signature = None
    if hasard.random() < 0.6:
        signe_le = datetime.date(2021, 9, 28) + datetime.timedelta(days=hasard.randint(0, 900))
        signature = (signe_le, hasard.random() < 0.9)
    return Plan(champs, tuple(decisions), signature)


def plans_absents(
    nombre: int, graine: int, au: datetime.date, edition: EditionLue, presents: set[str]
) -> Iterator[Plan]:
    """Yield the plans of the coops up to `nombre` whose SIREN is not in `presents`."""
    for rang in range(nombre):
        plan = planifier(rang, graine, au, edition)
        if plan.champs["siren"] not in presents:
            yield plan
