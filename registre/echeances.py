"""The deadlines of a candidature, with when each was held. Computed from its dates, never stored."""

from registre import cycle
from registre.cycle import Echeance
from registre.models import Candidature


def echeances(candidature: Candidature) -> list[Echeance]:
    """Return its progress points, its visit and its label's mid-term point, in order; empty before admissibility."""
    regles = candidature.regles
    tenus = {(point.nature, point.mois): point.tenu_le for point in candidature.points.all()}
    dues = []
    if candidature.admissible_le:
        dues += cycle.echeances_de_candidature(regles, candidature.admissible_le)
    if candidature.labellisee_le:
        dues += cycle.echeances_de_label(regles, candidature.labellisee_le)
    return [Echeance(nature, mois, le, tenus.get((nature, mois))) for nature, mois, le in dues]
