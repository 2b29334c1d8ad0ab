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


def histoire(candidatures: Iterable[Candidature], labels: Iterable[Label], au: datetime.date) -> list[Cycle]:
    """Return the public cycles on `au`, latest first. Reads the suspensions of the labels: prefetch them."""
    par_cycle = {label.cycle: label for label in labels if label.octroye_le <= au}
    cycles = []
    for candidature in candidatures:
        label = par_cycle.get(candidature.cycle)
        if label or candidature.faits.engagee(au):
            cycles.append(Cycle(candidature.cycle, tuple(_etapes(candidature, label, au))))
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
