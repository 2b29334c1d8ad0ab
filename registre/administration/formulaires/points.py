"""What a point may be recorded about: the months still to hold, the indicators to read."""

from registre.etats import Etat, NaturePoint
from registre.models import Candidature, Indicateur


def mois_a_consigner(candidature: Candidature) -> list[int]:
    """Return the months of the points still to record, in order: progress points, then the mid-term point of a label.

    A progress point held before the decision may be recorded after it.
    """
    regles, tenus = candidature.regles, set(candidature.points.values_list("nature", "mois"))
    attendus = [(NaturePoint.POINT_ETAPE, mois) for mois in regles.points_etape_mois if candidature.admissible_le]
    if candidature.etat == Etat.LABELLISEE:
        attendus.append((NaturePoint.MI_PARCOURS, regles.point_mi_parcours_mois))
    return list(dict.fromkeys(mois for nature, mois in attendus if (nature, mois) not in tenus))


def indicateurs_a_relever(candidature: Candidature) -> list[Indicateur]:
    """Return the candidature's indicators, with their values so far, in the order of their engagements."""
    indicateurs = Indicateur.objects.filter(engagement_pris__candidature=candidature)
    indicateurs = indicateurs.select_related("engagement_pris__engagement").prefetch_related("releves")
    return list(indicateurs.order_by("engagement_pris__engagement__numero", "pk"))
