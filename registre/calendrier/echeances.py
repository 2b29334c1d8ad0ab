"""The deadlines of a candidature, with when each was held. Computed from its dates, never stored."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Value

from raison_detre.regles import Regles
from registre import delais
from registre.delais import Echeance
from registre.etats import NaturePoint
from registre.journal.histoire import Dossier
from registre.models import Candidature, DispenseDePoint, PointEtape

# The day of something by point: its kind, then its months.
Quand = Mapping[tuple[NaturePoint, int], datetime.date]


@dataclass
class PointsRegles:
    """When each point of a candidature was held, and when each was waived."""

    tenus: dict[tuple[NaturePoint, int], datetime.date] = field(default_factory=dict)
    dispenses: dict[tuple[NaturePoint, int], datetime.date] = field(default_factory=dict)


def points_regles(candidatures: Collection[int]) -> dict[int, PointsRegles]:
    """Return the points held and waived of these candidatures, by key. One query for all of them."""
    tenus = PointEtape.objects.filter(candidature__in=candidatures).order_by()
    dispenses = DispenseDePoint.objects.filter(candidature__in=candidatures).order_by()
    colonnes = ("candidature", "nature", "mois", "jour", "tenu")
    lignes = tenus.annotate(jour=F("tenu_le"), tenu=Value(1)).values_list(*colonnes)
    lignes = lignes.union(dispenses.annotate(jour=F("decidee_le"), tenu=Value(0)).values_list(*colonnes), all=True)

    regles = {pk: PointsRegles() for pk in candidatures}
    for pk, nature, mois, jour, tenu in lignes:
        de_la_candidature = regles[pk].tenus if tenu else regles[pk].dispenses
        de_la_candidature[NaturePoint(nature), mois] = jour
    return regles


def echeances(candidature: Candidature) -> list[Echeance]:
    """Return its progress points, its visit and its label's mid-term point, in order; empty before admissibility."""
    tenus = {(NaturePoint(point.nature), point.mois): point.tenu_le for point in candidature.points.all()}
    dispenses = {(NaturePoint(d.nature), d.mois): d.decidee_le for d in candidature.dispenses.all()}
    return echeances_de(candidature.regles, candidature.admissible_le, candidature.labellisee_le, tenus, dispenses)


def echeances_du_dossier(dossier: Dossier) -> list[Echeance]:
    """Return the same of a candidature as the journal has it."""
    tenus = {(point.nature, point.mois): point.tenu_le for point in dossier.points}
    dispenses = {(dispense.nature, dispense.mois): dispense.decidee_le for dispense in dossier.dispenses}
    regles = Regles(**dossier.depot.regles)
    return echeances_de(regles, dossier.admissible_le, dossier.labellisee_le, tenus, dispenses)


def echeances_de(
    regles: Regles,
    admissible_le: datetime.date | None,
    labellisee_le: datetime.date | None,
    tenus: Quand,
    dispenses: Quand,
) -> list[Echeance]:
    """Return the same from the dates of a candidature; `tenus` says when each was held, `dispenses` when waived."""
    dues = []

    if admissible_le:
        dues += delais.echeances_de_candidature(regles, admissible_le)

    if labellisee_le:
        dues += delais.echeances_de_label(regles, labellisee_le)
    return [
        Echeance(nature, mois, le, tenus.get((nature, mois)), dispenses.get((nature, mois)))
        for nature, mois, le in dues
    ]
