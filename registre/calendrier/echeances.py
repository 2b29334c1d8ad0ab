"""The deadlines of a candidature, with when each was held. Computed from its dates, never stored."""

import datetime
from collections.abc import Mapping

from raison_detre.regles import Regles
from registre import delais
from registre.delais import Echeance
from registre.etats import NaturePoint
from registre.journal.histoire import Dossier
from registre.models import Candidature

# The day of something by point: its kind, then its months.
Quand = Mapping[tuple[NaturePoint, int], datetime.date]


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
