"""The label's rules between themselves: what an edition may ask, and what it may not."""

from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raison_detre.regles import Regles, fautes_de_compte, fautes_de_duree

REGLES_DE_2021 = Regles(
    engagements_minimum=8,
    engagements_minimum_par_axe=2,
    indicateurs_minimum_par_engagement=1,
    delai_mise_en_oeuvre_mois=18,
    points_etape_mois=[6, 12],
    duree_label_mois=36,
    point_mi_parcours_mois=18,
    frequence_comite="trimestrielle",
    objectif_adhesion_pourcent=80,
    objectif_adhesion_annees=3,
)
PETITS = st.integers(min_value=0, max_value=40)


def test_the_rules_of_2021_hold_together() -> None:
    assert fautes_de_duree(REGLES_DE_2021) == []
    assert fautes_de_compte(REGLES_DE_2021, nb_axes=3, nb_engagements=12) == []


@given(par_axe=PETITS, axes=PETITS, minimum=PETITS, engagements=PETITS)
def test_minimums_hold_exactly_when_per_axis_times_axes_fits_in_the_minimum_and_the_minimum_in_the_engagements(
    par_axe: int, axes: int, minimum: int, engagements: int
) -> None:
    regles = replace(REGLES_DE_2021, engagements_minimum_par_axe=par_axe, engagements_minimum=minimum)
    tenable = par_axe * axes <= minimum <= engagements
    assert (fautes_de_compte(regles, nb_axes=axes, nb_engagements=engagements) == []) is tenable


@pytest.mark.parametrize(
    "champ", [champ for champ in Regles.champs() if champ not in {"points_etape_mois", "frequence_comite"}]
)
@given(valeur=st.integers(max_value=0))
def test_a_rule_below_one_is_a_fault_of_its_own_field(champ: str, valeur: int) -> None:
    if champ.endswith("par_axe"):
        valeur -= 1  # an edition may ask nothing per axis
    assert champ in {
        faute.champ for faute in fautes_de_duree(replace(REGLES_DE_2021, **cast("dict[str, Any]", {champ: valeur})))
    }


@given(points=st.lists(st.integers(min_value=-3, max_value=30)))
def test_progress_points_go_up_and_come_before_the_deadline(points: list[int]) -> None:
    ranges = points == sorted(set(points)) and all(0 < mois < 18 for mois in points)
    assert (fautes_de_duree(replace(REGLES_DE_2021, points_etape_mois=points)) == []) is ranges


@pytest.mark.parametrize("points", [None, "6, 12", {"6": 12}, [6, "12"], [6.5], [True]])
def test_progress_points_are_a_list_of_whole_months(points: object) -> None:
    [faute] = fautes_de_duree(replace(REGLES_DE_2021, points_etape_mois=points))  # type: ignore[arg-type]
    assert faute.champ == "points_etape_mois"
    assert "mois entiers" in str(faute.message)


@given(mi_parcours=st.integers(1, 60), duree=st.integers(1, 60))
def test_the_mid_term_review_comes_before_the_end_of_the_label(mi_parcours: int, duree: int) -> None:
    regles = replace(REGLES_DE_2021, point_mi_parcours_mois=mi_parcours, duree_label_mois=duree)
    assert (fautes_de_duree(regles) == []) is (mi_parcours < duree)
