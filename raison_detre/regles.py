"""The label's rules as a plain value, and what makes them consistent. No database, no clock."""

from dataclasses import dataclass, fields

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Regles:
    """What an edition asks of a candidature (annexe 3 of the federal note of 2021). Durations in whole months."""

    engagements_minimum: int
    engagements_minimum_par_axe: int
    indicateurs_minimum_par_engagement: int
    delai_mise_en_oeuvre_mois: int
    points_etape_mois: list[int]
    duree_label_mois: int
    point_mi_parcours_mois: int
    frequence_comite: str
    objectif_adhesion_pourcent: int
    objectif_adhesion_annees: int

    @classmethod
    def champs(cls) -> list[str]:
        """The names of the rules, in order: the same in the model, the source file and here."""
        return [champ.name for champ in fields(cls)]


@dataclass(frozen=True)
class RegleIntenable:
    """A rule that cannot hold: the field to correct, and what to do in French."""

    champ: str
    message: str | Promise


def fautes_de_duree(regles: Regles) -> list[RegleIntenable]:
    """What is wrong with the durations: each positive, progress points ascending and before their deadline."""
    fautes = [
        RegleIntenable(champ, _("Indiquez au moins 1."))
        for champ in Regles.champs()
        if isinstance(valeur := getattr(regles, champ), int) and valeur < (0 if champ.endswith("par_axe") else 1)
    ]
    points = regles.points_etape_mois

    if not isinstance(points, list) or not all(type(mois) is int and mois > 0 for mois in points):
        fautes.append(
            RegleIntenable("points_etape_mois", _("Donnez une liste de mois entiers et positifs, par exemple [6, 12]."))
        )
    elif points != sorted(set(points)) or (points and points[-1] >= regles.delai_mise_en_oeuvre_mois):
        fautes.append(
            RegleIntenable(
                "points_etape_mois",
                _("Rangez les points d'étape du premier au dernier, tous avant le délai de mise en œuvre."),
            )
        )

    if regles.point_mi_parcours_mois >= regles.duree_label_mois:
        fautes.append(
            RegleIntenable("point_mi_parcours_mois", _("Le point à mi-parcours vient avant la fin du label."))
        )

    return fautes


def fautes_de_compte(regles: Regles, *, nb_axes: int, nb_engagements: int) -> list[RegleIntenable]:
    """What is wrong with the minimums: per axis times axes <= minimum <= number of engagements."""
    if regles.engagements_minimum > nb_engagements:
        message = format_lazy(
            _("L'édition n'a que {nombre} engagements : on ne peut en exiger davantage."), nombre=nb_engagements
        )
        return [RegleIntenable("engagements_minimum", message)]

    plancher = regles.engagements_minimum_par_axe * nb_axes
    if plancher > regles.engagements_minimum:
        message = format_lazy(
            _("Le minimum par axe impose déjà {plancher} engagements : le minimum total ne peut être inférieur."),
            plancher=plancher,
        )
        return [RegleIntenable("engagements_minimum", message)]

    return []
