"""The history of a coop, cycle by cycle, as the public may read it on a day.

A candidature shows while it is admissible and undecided, or once it gave a label. One that was refused or given up
leaves no trace, even of the day it became admissible: that it stopped would tell how it ended.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registre.models import Candidature, Label


@dataclass(frozen=True)
class Etape:
    """Something that happened: when, what, the reason published with it, the label it is about."""

    le: datetime.date
    texte: str
    motif: str = ""
    numero: str = ""


@dataclass(frozen=True)
class Cycle:
    """One candidature and the label it gave, as steps in the order of days."""

    numero: int
    etapes: tuple[Etape, ...]


def histoire(en_cours: Candidature | None, labels: Iterable[Label], au: datetime.date) -> list[Cycle]:
    """Return the public cycles on `au`, latest first: those of the labels granted by then, and the one under way.

    `en_cours` is the candidature that is admissible and undecided on `au`. Reads the candidature and the suspensions
    of each label: select them with it.
    """
    cycles = [Cycle(label.cycle, tuple(_etapes(label.candidature, label, au))) for label in labels]
    if en_cours is not None:
        cycles.append(Cycle(en_cours.cycle, tuple(_etapes(en_cours, None, au))))
    return sorted(cycles, key=lambda cycle: -cycle.numero)


def _etapes(candidature: Candidature, label: Label | None, au: datetime.date) -> list[Etape]:
    etapes = [Etape(candidature.admissible_le, _("Candidature admissible"))] if candidature.admissible_le else []
    if label:
        etapes.append(Etape(label.octroye_le, _("Label octroyé"), numero=label.numero))
        if label.valide_du > label.octroye_le:
            etapes.append(Etape(label.valide_du, _("Début de validité du label")))
        etapes += [etape for etape in suites(label) if etape.le <= au]
        if label.valide_jusqu_au < au and not label.faits.retire(au):
            etapes.append(Etape(label.valide_jusqu_au, _("Dernier jour de validité du label")))
    return sorted(etapes, key=lambda etape: etape.le)


def suites(label: Label) -> list[Etape]:
    """Return every decision known about a granted label, in the order of days, each with its published reason."""
    etapes = []
    for suspension in label.suspensions.all():
        etapes.append(Etape(suspension.suspendu_le, _("Label suspendu"), suspension.motif))
        if suspension.levee_le:
            etapes.append(Etape(suspension.levee_le, _("Suspension levée")))
    if label.retire_le:
        etapes.append(Etape(label.retire_le, _("Label retiré"), label.motif_retrait))
    return sorted(etapes, key=lambda etape: etape.le)
