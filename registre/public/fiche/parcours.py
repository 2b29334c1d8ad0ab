"""The history of a coop, cycle by cycle, as the public may read it on a day.

A candidature shows while it is admissible and undecided, or once it gave a label. One that was refused or given up
leaves no trace, even of the day it became admissible: that it stopped would tell how it ended.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registre.etats import Operation
from registre.public.connaissance.faits_lus import DossierLu, LabelLu
from registre.public.connaissance.traces import Etape, Traces


@dataclass(frozen=True)
class Cycle:
    """One candidature and the label it gave, as steps in the order of days."""

    numero: int
    etapes: tuple[Etape, ...]


def histoire(en_cours: DossierLu | None, labels: Iterable[LabelLu], au: datetime.date, traces: Traces) -> list[Cycle]:
    """Return the public cycles on `au`, latest first: those of the labels granted by then, and the one under way.

    `en_cours` is the candidature that is admissible and undecided on `au`.
    """
    cycles = [
        Cycle(label.cycle, tuple(_etapes(label.dossier, label.admissible_le, label, au, traces)))
        for label in labels
        if label.octroye_le <= au
    ]

    if en_cours is not None:
        cycles.append(Cycle(en_cours.cycle, tuple(_etapes(en_cours.rang, en_cours.admissible_le, None, au, traces))))

    return sorted(cycles, key=lambda cycle: -cycle.numero)


def _etapes(
    dossier: int, admissible_le: datetime.date | None, label: LabelLu | None, au: datetime.date, traces: Traces
) -> list[Etape]:
    etapes = []
    if admissible_le and not (label and label.repris):  # another coop was admissible
        corrigee = (*traces.de(Operation.DECLARER_ADMISSIBLE, dossier=dossier), *traces.du_rang(dossier))
        etapes.append(Etape(admissible_le, _("Candidature admissible"), traces=corrigee))
    if label:
        etapes += [etape for etape in _du_label(label, au, traces) if etape.le <= au]
    return sorted(etapes, key=lambda etape: etape.le)


def _du_label(label: LabelLu, au: datetime.date, traces: Traces) -> list[Etape]:
    """The grant, the bounds of validity that came to be, and what was decided since."""
    faits = label.faits
    octroi = _("Label repris d’une coopérative absorbée") if label.repris else _("Label octroyé")
    etapes = [Etape(label.octroye_le, octroi, numero=label.numero, traces=traces.du_rang(label.rang))]
    if label.valide_du > label.octroye_le and not faits.jamais_commence:
        etapes.append(Etape(label.valide_du, _("Début de validité du label")))
    etapes += suites(label, traces)
    if label.valide_jusqu_au < au and not faits.retire(au) and not faits.clos(au):
        etapes.append(Etape(label.valide_jusqu_au, _("Dernier jour de validité du label")))
    return etapes


def suites(label: LabelLu, traces: Traces) -> list[Etape]:
    """Return every decision known about a granted label, in the order of days, each with its published reason."""
    etapes = []
    for suspension in label.suspensions:
        reportee = suspension.reportee
        texte = _("Label suspendu, comme celui qu’il suit") if reportee else _("Label suspendu")
        corrigee = () if reportee else traces.du_rang(suspension.rang)
        etapes.append(Etape(suspension.suspendu_le, texte, suspension.motif, traces=corrigee))
        if suspension.levee_le:
            levee = traces.de(Operation.LEVER_SUSPENSION, le=suspension.levee_le)
            etapes.append(Etape(suspension.levee_le, _("Suspension levée"), traces=levee))

    if label.retire_le:
        retrait = traces.de(Operation.RETIRER, numero=label.numero)
        etapes.append(Etape(label.retire_le, _("Label retiré"), label.motif_retrait, traces=retrait))

    if label.clos_le:
        etapes.append(Etape(label.clos_le, _("Label clos : la coopérative est absorbée")))
    return sorted(etapes, key=lambda etape: etape.le)
