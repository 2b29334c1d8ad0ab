"""The deadlines of a candidature, with when each was held. Computed from its dates, never stored."""

import datetime
from collections.abc import Mapping

from raison_detre.regles import Regles
from registre import cycle
from registre.cycle import Echeance
from registre.etats import NaturePoint
from registre.models import Candidature


def echeances(candidature: Candidature) -> list[Echeance]:
    """Return its progress points, its visit and its label's mid-term point, in order; empty before admissibility."""
    tenus = {(NaturePoint(point.nature), point.mois): point.tenu_le for point in candidature.points.all()}
    return echeances_de(candidature.regles, candidature.admissible_le, candidature.labellisee_le, tenus)


def echeances_de(
    regles: Regles,
    admissible_le: datetime.date | None,
    labellisee_le: datetime.date | None,
    tenus: Mapping[tuple[NaturePoint, int], datetime.date],
) -> list[Echeance]:
    """Return the same from the dates of a candidature; `tenus` says when each (kind, months) was held."""
    dues = []

    if admissible_le:
        dues += cycle.echeances_de_candidature(regles, admissible_le)

    if labellisee_le:
        dues += cycle.echeances_de_label(regles, labellisee_le)
    return [Echeance(nature, mois, le, tenus.get((nature, mois))) for nature, mois, le in dues]
