"""What a point may be recorded about: the months still to hold, the indicators to read."""

from registre.etats import Etat
from registre.models import Candidature, Indicateur


def mois_a_consigner(candidature: Candidature) -> list[int]:
    """Return the months of the points still to record, in order: progress points, or the mid-term point of a label."""
    regles = candidature.regles
    tenus = set(candidature.points.exclude(nature="visite").values_list("nature", "mois"))
    if candidature.etat == Etat.ADMISSIBLE:
        return [mois for mois in regles.points_etape_mois if ("point_etape", mois) not in tenus]
    if candidature.etat == Etat.LABELLISEE and ("mi_parcours", regles.point_mi_parcours_mois) not in tenus:
        return [regles.point_mi_parcours_mois]
    return []


def indicateurs_a_relever(candidature: Candidature) -> list[Indicateur]:
    """Return the candidature's indicators, with their values so far, in the order of their engagements."""
    indicateurs = Indicateur.objects.filter(engagement_pris__candidature=candidature)
    indicateurs = indicateurs.select_related("engagement_pris__engagement").prefetch_related("releves")
    return list(indicateurs.order_by("engagement_pris__engagement__numero", "pk"))
