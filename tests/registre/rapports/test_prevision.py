"""The forecast, as a pure rule: what goes on, what is capped, what is not invented."""

import datetime
from fractions import Fraction

import pytest

from registre.rapports.prevision import (
    TRIMESTRES_MONTRES,
    Observe,
    Prevision,
    Rythme,
    debut_du_trimestre,
    fins_de_trimestre,
    observes_du,
    prevoir,
)

D = datetime.date
LE_JOUR = D(2026, 2, 10)
TOUTES = Rythme(admises=8, ecartees=0, delai=30)


def la_region(*, rythme: Rythme = TOUTES, objectif: int = 80, **champs: object) -> Prevision:
    """The forecast of one region alone: ten members, four of them in, four filings a year, unless said."""
    observe = Observe(**({"nom": "Bretagne", "membres": 10, "engagees": 4, "deposees": 4} | champs))  # type: ignore[arg-type]
    _ensemble, region = prevoir([observe], rythme, LE_JOUR, objectif)
    return region


def parts(prevision: Prevision) -> list[int]:
    assert prevision.pourcents is not None
    return [round(part) for part in prevision.pourcents]


def test_quarters_are_those_of_the_calendar_and_the_current_one_is_not_observed() -> None:
    assert debut_du_trimestre(D(2026, 12, 31)) == D(2026, 10, 1)
    assert fins_de_trimestre(D(2026, 11, 28), 3) == [D(2026, 12, 31), D(2027, 3, 31), D(2027, 6, 30)]
    assert observes_du(D(2026, 11, 28)) == D(2025, 10, 1)


def test_the_pace_of_filings_goes_on_and_each_is_admitted_after_the_delay() -> None:
    # One is filed on the last day of each quarter, and is in thirty days later: at the end of the next.
    prevision = la_region()

    assert parts(prevision) == [40, 50, 60, 70, 80, 90]
    assert prevision.atteint_le == D(2027, 3, 31)


def test_only_the_share_admitted_counts() -> None:
    assert la_region(rythme=Rythme(admises=3, ecartees=1, delai=30)).pourcents[1] == 100 * Fraction(19, 40)  # type: ignore[index]


def test_who_waits_comes_in_at_their_time_or_at_once_when_it_has_passed() -> None:
    assert parts(la_region(deposees=0, en_instruction=(D(2026, 2, 1), D(2025, 1, 1)))) == [60] * TRIMESTRES_MONTRES
    assert parts(la_region(deposees=0, en_instruction=(D(2026, 3, 20),)))[:2] == [40, 50]


def test_the_last_day_of_a_quarter_is_in_it() -> None:
    assert parts(la_region(deposees=0, en_instruction=(D(2026, 3, 1),)))[0] == 50  # 31 March


def test_what_was_filed_this_quarter_is_not_awaited_again() -> None:
    faite = la_region(deposees_ce_trimestre=1, en_instruction=(D(2026, 1, 15),))
    assert parts(faite) == [50, 50, 60, 70, 80, 90]


def test_nobody_files_once_all_have_and_no_region_passes_the_whole() -> None:
    prevision = la_region(membres=5, deposees=400, objectif=100)
    assert parts(prevision) == [80, 100, 100, 100, 100, 100]


def test_filings_that_were_refused_are_not_made_again_by_members_that_do_not_exist() -> None:
    prevision = la_region(membres=6, rythme=Rythme(1, 1, 0), deposees=400, objectif=90)
    assert parts(prevision)[-1] == round(100 * 5 / 6)  # two were left, one of two is admitted
    assert prevision.atteint_le is None


def test_nothing_decided_gives_no_forecast() -> None:
    prevision = la_region(rythme=Rythme(0, 0, None))
    assert (prevision.pourcents, prevision.atteint_le, prevision.atteint_deja) == (None, None, False)
    assert prevision.pourcent == 40


def test_nobody_admitted_moves_nothing() -> None:
    prevision = la_region(rythme=Rythme(0, 3, None))
    assert parts(prevision) == [40] * TRIMESTRES_MONTRES
    assert prevision.atteint_le is None


def test_no_filing_observed_moves_nothing() -> None:
    assert parts(la_region(deposees=0)) == [40] * TRIMESTRES_MONTRES


@pytest.mark.parametrize(("engagees", "deja"), [(7, False), (8, True), (9, True)])
def test_the_goal_itself_is_enough(engagees: int, deja: bool) -> None:
    assert la_region(engagees=engagees).atteint_deja is deja


def test_the_whole_is_the_sum_of_its_regions() -> None:
    regions = [Observe("A", 10, 4, deposees=4), Observe("B", 30, 0), Observe("C", 0, 0)]
    ensemble, a, b, c = prevoir(regions, TOUTES, LE_JOUR, 80)

    assert (ensemble.nom, ensemble.membres, ensemble.engagees) == ("", 40, 4)
    assert [ligne.nom for ligne in (a, b, c)] == ["A", "B", "C"]
    assert ensemble.pourcents is not None
    assert ensemble.pourcents[1] == Fraction(100 * 5, 40)
    assert not c.atteint_deja
