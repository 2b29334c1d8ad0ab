"""The pure rules: transitions, statuses, periods, deadlines. No database."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registre import cycle
from registre.cycle import Faits, FaitsCandidature, FaitsLabel, FaitsSuspension
from registre.etats import CLOS, Etat, Statut
from tests.registre.strategies import histoires

D = datetime.date
LABEL = FaitsLabel(1, D(2024, 3, 1), D(2027, 2, 28))
VEILLE, LENDEMAIN = D(2024, 2, 29), D(2027, 3, 1)


def label(**faits: object) -> FaitsLabel:
    """The usual label, with some facts of its own."""
    return FaitsLabel(**(vars(LABEL) | faits))


@pytest.mark.parametrize("etat", Etat)
@pytest.mark.parametrize("transition", cycle.TRANSITIONS, ids=lambda t: t.nom)
def test_a_decision_is_taken_from_its_own_states_and_no_other(transition: cycle.Transition, etat: Etat) -> None:
    permis = {
        "demander_complement": {Etat.DEPOSEE, Etat.A_COMPLETER},
        "declarer_complete": {Etat.DEPOSEE, Etat.A_COMPLETER},
        "declarer_admissible": {Etat.COMPLETE},
        "refuser": {Etat.COMPLETE, Etat.ADMISSIBLE},
        "abandonner": {Etat.DEPOSEE, Etat.A_COMPLETER, Etat.COMPLETE, Etat.ADMISSIBLE},
        "accorder_label": {Etat.ADMISSIBLE},
    }

    if etat in permis[transition.nom]:
        assert cycle.exiger(transition, depuis=etat) is transition
    else:
        with pytest.raises(cycle.TransitionInterdite, match=str(etat.label)):
            cycle.exiger(transition, depuis=etat)


def test_nothing_leaves_a_closed_state() -> None:
    assert not any(transition.depuis & CLOS for transition in cycle.TRANSITIONS)


@pytest.mark.parametrize(
    ("faits", "au", "attendu"),
    [
        (Faits(), D(2025, 1, 1), None),
        (Faits((LABEL,)), VEILLE, None),
        (Faits((LABEL,)), LABEL.valide_du, Statut.LABELLISEE),
        (Faits((LABEL,)), LABEL.valide_jusqu_au, Statut.LABELLISEE),
        (Faits((LABEL,)), LENDEMAIN, Statut.ECHUE),
        (Faits((label(retire_le=D(2025, 6, 1)),)), D(2025, 5, 31), Statut.LABELLISEE),
        (Faits((label(retire_le=D(2025, 6, 1)),)), D(2025, 6, 1), Statut.RETIREE),
        (Faits((label(retire_le=D(2025, 6, 1)),)), LENDEMAIN, Statut.RETIREE),
        (Faits((label(suspensions=(FaitsSuspension(D(2025, 1, 1)),)),)), D(2025, 1, 1), Statut.SUSPENDUE),
        (Faits((label(suspensions=(FaitsSuspension(D(2025, 1, 1)),)),)), LENDEMAIN, Statut.ECHUE),
        (
            Faits((label(suspensions=(FaitsSuspension(D(2025, 1, 1), D(2025, 2, 1)),)),)),
            D(2025, 1, 31),
            Statut.SUSPENDUE,
        ),
        (
            Faits((label(suspensions=(FaitsSuspension(D(2025, 1, 1), D(2025, 2, 1)),)),)),
            D(2025, 2, 1),
            Statut.LABELLISEE,
        ),
        (Faits((), (FaitsCandidature(1),)), D(2025, 1, 1), None),
        (Faits((), (FaitsCandidature(1, D(2025, 1, 1)),)), D(2024, 12, 31), None),
        (Faits((), (FaitsCandidature(1, D(2025, 1, 1)),)), D(2025, 1, 1), Statut.ENGAGEE),
        (Faits((), (FaitsCandidature(1, D(2025, 1, 1)),)), D(2030, 1, 1), Statut.ENGAGEE),
        (Faits((), (FaitsCandidature(1, D(2025, 1, 1), D(2025, 9, 1)),)), D(2025, 9, 1), None),
        (Faits((LABEL,), (FaitsCandidature(2, D(2026, 9, 1)),)), LABEL.valide_jusqu_au, Statut.LABELLISEE),
        (Faits((LABEL,), (FaitsCandidature(2, D(2026, 9, 1)),)), LENDEMAIN, Statut.EN_RENOUVELLEMENT),
        (Faits((LABEL,), (FaitsCandidature(2, D(2026, 9, 1), D(2027, 4, 1)),)), D(2027, 4, 1), Statut.ECHUE),
        (
            Faits((label(retire_le=D(2025, 6, 1)),), (FaitsCandidature(2, D(2026, 1, 1)),)),
            D(2026, 1, 1),
            Statut.ENGAGEE,
        ),
    ],
)
def test_the_status_of_a_day_follows_the_table(faits: Faits, au: datetime.date, attendu: Statut | None) -> None:
    assert cycle.statut(faits, au) == attendu


@given(histoires())
def test_every_day_is_in_exactly_one_period_and_reads_the_same_there(faits: Faits) -> None:
    periodes = cycle.periodes(faits)
    assert (periodes[0].du, periodes[-1].jusqu_au) == (datetime.date.min, datetime.date.max)
    for avant, apres in pairwise(periodes):
        assert apres.du == avant.jusqu_au + cycle.UN_JOUR
        assert apres.situation != avant.situation
    for periode in periodes:
        milieu = periode.du + (periode.jusqu_au - periode.du) / 2
        for jour in (periode.du, milieu, periode.jusqu_au):
            assert cycle.situation(faits, jour) == periode.situation


@given(histoires(), st.integers(0, 60))
def test_a_status_changes_only_on_a_boundary(faits: Faits, n: int) -> None:
    jour = D(2022, 1, 1) + datetime.timedelta(days=n)
    if jour not in cycle.bornes(faits):
        assert cycle.situation(faits, jour) == cycle.situation(faits, jour - cycle.UN_JOUR)


@pytest.mark.parametrize(
    ("valide_du", "fin"),
    [
        (D(2025, 3, 1), D(2028, 2, 29)),
        (D(2024, 2, 29), D(2027, 2, 27)),
        (D(2025, 1, 1), D(2027, 12, 31)),
        (D(2025, 8, 31), D(2028, 8, 30)),
    ],
)
def test_a_label_ends_the_day_before_its_anniversary(valide_du: datetime.date, fin: datetime.date) -> None:
    assert cycle.fin_de_validite(valide_du, 36) == fin


@pytest.mark.parametrize(
    ("faits", "au", "attendu"),
    [
        (LABEL, VEILLE, "a_venir"),
        (LABEL, LABEL.valide_du, "labellisee"),
        (LABEL, LABEL.valide_jusqu_au, "labellisee"),
        (LABEL, LENDEMAIN, "echue"),
        (label(retire_le=D(2025, 6, 1)), D(2025, 6, 1), "retiree"),
        (label(retire_le=LABEL.valide_du), VEILLE, "a_venir"),
        (label(suspensions=(FaitsSuspension(D(2025, 1, 1)),)), D(2025, 1, 1), "suspendue"),
    ],
)
def test_a_granted_period_has_a_status_of_its_own(faits: FaitsLabel, au: datetime.date, attendu: str) -> None:
    assert cycle.statut_de_label(faits, au) == attendu
