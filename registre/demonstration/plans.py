"""Everything about one fictional coop, decided before anything is written."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from raison_detre.models import Engagement, Referentiel
from registre.composition import ChoixDEngagement
from registre.demonstration.choix import composer
from registre.demonstration.noms import identite, siren_fictif
from registre.demonstration.peripeties import ancienne_identite, raconter
from registre.demonstration.recits import LANCEMENT, Decision, Recit
from registre.etats import DEPOTS

# The register opens two days before the label: every coop of the Federation is entered then.
OUVERTURE = LANCEMENT - datetime.timedelta(days=2)
SEMAINE, MOIS = 7, 30


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
class DecisionPlanifiee:
    """A decision, the moment it is recorded (aware), and what a filing chooses."""

    decision: Decision
    moment: datetime.datetime
    choix: tuple[ChoixDEngagement, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A coop: what it is entered as, what is decided of it, when it signed and whether that may be shown."""

    rang: int
    champs: dict[str, Any]
    etapes: tuple[DecisionPlanifiee, ...]
    signature: tuple[datetime.date, bool] | None


def planifier(rang: int, graine: int, au: datetime.date, edition: EditionLue) -> Plan:
    """Return the plan of the coop of this rank: the same for the same seed and day, however many are asked for."""
    hasard = random.Random(f"{graine}/{rang}")  # noqa: S311 - stories, not secrets
    champs = identite(rang, hasard)
    champs["membre_depuis"] = datetime.date(1990 + hasard.randint(0, 30), hasard.randint(1, 12), 1)
    decisions = raconter(rang, Recit(au, hasard), champs)
    choix = [_choix(hasard, edition, decision) for decision in decisions]
    signature = None

    if hasard.random() < 0.6:
        signe_le = datetime.date(2021, 9, 28) + datetime.timedelta(days=hasard.randint(0, 900))
        signature = (signe_le, hasard.random() < 0.9)

    moments = dater(decisions, au, random.Random(f"{graine}/{rang}/saisie"))  # noqa: S311
    etapes = tuple(DecisionPlanifiee(*etape) for etape in zip(decisions, moments, choix, strict=True))
    return Plan(rang, champs | ancienne_identite(rang, champs), etapes, signature)


def _choix(hasard: random.Random, edition: EditionLue, decision: Decision) -> tuple[ChoixDEngagement, ...]:
    if decision.operation not in DEPOTS:
        return ()
    regles = edition.referentiel.regles
    minimums = regles.engagements_minimum, regles.engagements_minimum_par_axe
    return tuple(composer(hasard, edition.axe_de, decision.le, *minimums))


def dater(decisions: list[Decision], au: datetime.date, hasard: random.Random) -> list[datetime.datetime]:
    """Return the moment each decision is recorded: within days, one in ten weeks late, never before the one before.

    None comes after the story's last day, nor after now.
    """
    moments: list[datetime.datetime] = []
    fin = min(a_l_heure(au, minutes=540), timezone.now())

    for decision in decisions:
        tire = hasard.random()
        retard = hasard.randint(0, 3) if tire < 0.9 else hasard.randint(SEMAINE, MOIS)
        retard = decision.retard if decision.retard is not None else retard
        moment = a_l_heure(decision.le + datetime.timedelta(days=retard), minutes=hasard.randint(0, 480))
        moments.append(min(fin, max([moment, *moments[-1:]])))

    return moments


def a_l_heure(jour: datetime.date, *, minutes: int) -> datetime.datetime:
    """Return a moment of that day, so many minutes after nine o'clock in Paris."""
    neuf_heures = datetime.datetime.combine(jour, datetime.time(9))
    return timezone.make_aware(neuf_heures) + datetime.timedelta(minutes=minutes)


def plans_absents(
    nombre: int, graine: int, au: datetime.date, edition: EditionLue, presents: set[str]
) -> Iterator[Plan]:
    """Yield the plans of the coops up to `nombre` whose SIREN, today's, is not in `presents`."""
    for rang in range(nombre):
        if siren_fictif(rang) not in presents:
            yield planifier(rang, graine, au, edition)
