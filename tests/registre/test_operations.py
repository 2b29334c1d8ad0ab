"""The label's course through its operations: what they write, what they refuse, what they leave behind."""

import datetime
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registre import cycle, operations
from registre.etats import Etat, Statut
from registre.journal import reconstruction
from registre.journal.connu import histoire
from registre.models import Candidature, Cooperative, Evenement, Label, Operation, PeriodeDeStatut, PointEtape
from registre.operations import OperationRefusee
from tests.registre.factories import CooperativeFactory, admissible, choix, deposee, edition, labellisee

D = datetime.date
pytestmark = pytest.mark.django_db


def statut(cooperative: Cooperative, au: datetime.date) -> str | None:
    """The coop's public status, as the projection tells it."""
    return PeriodeDeStatut.objects.get(cooperative=cooperative, du__lte=au, jusqu_au__gte=au).statut or None


def test_a_candidature_goes_from_filing_to_label_with_one_event_a_step() -> None:
    label = labellisee(D(2024, 3, 1))
    assert label.numero == "QC-2024-0001"
    assert (label.valide_du, label.valide_jusqu_au) == (D(2024, 3, 1), D(2027, 2, 28))
    assert [o.numero for o in label.engagements_octroyes.order_by("numero")] == [1, 2, 3, 5, 6, 8, 9, 10]
    evenements = Evenement.objects.order_by("pk")
    assert [e.operation for e in evenements] == [
        "inscrire",
        "deposer",
        "declarer_complete",
        "declarer_admissible",
        "accorder_label",
    ]
    assert [(e.de, e.vers) for e in evenements] == [
        ("", ""), ("", "deposee"), ("deposee", "complete"), ("complete", "admissible"), ("admissible", "labellisee"),
    ]  # fmt: skip
    assert statut(label.cooperative, D(2024, 2, 29)) == Statut.ENGAGEE
    assert statut(label.cooperative, D(2024, 3, 1)) == Statut.LABELLISEE


def test_nothing_is_public_before_admissibility() -> None:
    candidature = deposee(D(2024, 1, 10))
    operations.demander_complement(candidature.pk, par=None, le=D(2024, 1, 20), motif="Il manque un plan.")
    operations.declarer_complete(candidature.pk, par=None, le=D(2024, 2, 1))
    assert statut(candidature.cooperative, D(2024, 2, 2)) is None
    operations.refuser(candidature.pk, par=None, le=D(2024, 3, 1), motif="Hors sujet.")
    assert statut(candidature.cooperative, D(2024, 3, 2)) is None


@pytest.mark.parametrize(
    ("numeros", "reproche"),
    [
        ((1, 2, 3, 5, 6, 8, 9), r"7 engagements choisis\s: il en faut au moins 8"),
        ((1, 2, 3, 4, 5, 8, 9, 10), r"Axe 2\s: 1 engagement"),
        ((1, 2, 3, 5, 6, 8, 9, 10, 10), "L'engagement 10 est choisi plusieurs fois"),
        ((1, 2, 3, 5, 6, 8, 9, 99), "L'engagement 99 n'existe pas"),
    ],
)
def test_a_choice_that_breaks_the_rules_is_refused_and_writes_nothing(numeros: tuple[int, ...], reproche: str) -> None:
    cooperative = CooperativeFactory.create()
    with pytest.raises(OperationRefusee, match=reproche):
        operations.deposer(cooperative.pk, referentiel=edition(), choix=choix(*numeros), par=None, le=D(2024, 1, 1))
    assert not Candidature.objects.exists()
    assert not Evenement.objects.exclude(operation=Operation.INSCRIRE).exists()


def test_the_rules_are_those_of_the_edition_filed_under() -> None:
    souple = edition("2019", engagements_minimum=6, duree_label_mois=24, en_vigueur_du=D(2022, 1, 1))
    cooperative = CooperativeFactory.create()
    candidature = operations.deposer(
        cooperative.pk, referentiel=souple, choix=choix(1, 2, 5, 6, 8, 9), par=None, le=D(2023, 1, 1)
    )
    operations.declarer_complete(candidature.pk, par=None, le=D(2023, 1, 1))
    operations.declarer_admissible(candidature.pk, par=None, le=D(2023, 1, 1))
    label = operations.accorder_label(candidature.pk, par=None, le=D(2023, 1, 1))
    assert label.valide_jusqu_au == D(2024, 12, 31)


def test_a_label_is_not_granted_before_admissibility() -> None:
    candidature = deposee(D(2024, 1, 1))
    with pytest.raises(OperationRefusee, match="celle-ci est déposée"):
        operations.accorder_label(candidature.pk, par=None, le=D(2024, 2, 1))
    assert not Label.objects.exists()


def test_a_decision_is_not_dated_before_the_last_nor_in_the_future() -> None:
    candidature = admissible(D(2024, 6, 1))
    with pytest.raises(OperationRefusee, match="précède la décision précédente"):
        operations.accorder_label(candidature.pk, par=None, le=D(2024, 5, 31))
    with time_machine.travel(datetime.datetime(2024, 6, 1, 23, 30, tzinfo=datetime.UTC)):  # 2 June in Paris
        with pytest.raises(OperationRefusee, match="à venir"):
            operations.accorder_label(candidature.pk, par=None, le=D(2024, 6, 3))
        assert operations.accorder_label(candidature.pk, par=None, le=D(2024, 6, 2)).octroye_le == D(2024, 6, 2)


def test_numbers_of_a_year_follow_each_other_and_a_failed_grant_leaves_no_gap() -> None:
    labellisee(D(2024, 3, 1))
    with transaction.atomic():
        labellisee(D(2024, 4, 1))
        transaction.set_rollback(True)
    assert labellisee(D(2024, 5, 1)).numero == "QC-2024-0002"
    assert labellisee(D(2025, 1, 1)).numero == "QC-2025-0001"


def test_a_renewal_granted_early_begins_the_day_after_the_label_it_follows() -> None:
    label = labellisee(D(2020, 3, 1))
    suite = operations.deposer_renouvellement(
        label.cooperative_id, referentiel=edition(), choix=choix(), par=None, le=D(2022, 6, 1)
    )
    operations.declarer_complete(suite.pk, par=None, le=D(2022, 7, 1))
    operations.declarer_admissible(suite.pk, par=None, le=D(2022, 7, 1))
    nouveau = operations.renouveler(suite.pk, par=None, le=D(2022, 12, 1))
    assert (label.valide_jusqu_au, nouveau.valide_du) == (D(2023, 2, 28), D(2023, 3, 1))
    assert (nouveau.cycle, nouveau.numero) == (2, "QC-2022-0001")
    assert {statut(label.cooperative, jour) for jour in (D(2022, 7, 1), D(2023, 2, 28), D(2023, 3, 1))} == {
        "labellisee"
    }


def test_a_late_renewal_leaves_a_time_in_renewal_between_the_two_labels() -> None:
    label = labellisee(D(2020, 3, 1))
    suite = operations.deposer_renouvellement(
        label.cooperative_id, referentiel=edition(), choix=choix(), par=None, le=D(2023, 4, 1)
    )
    operations.declarer_complete(suite.pk, par=None, le=D(2023, 5, 1))
    operations.declarer_admissible(suite.pk, par=None, le=D(2023, 5, 1))
    operations.renouveler(suite.pk, par=None, le=D(2023, 9, 1))
    cooperative = label.cooperative
    assert statut(cooperative, D(2023, 3, 1)) == Statut.ECHUE
    assert statut(cooperative, D(2023, 5, 1)) == Statut.EN_RENOUVELLEMENT
    assert statut(cooperative, D(2023, 9, 1)) == Statut.LABELLISEE


def test_suspending_lifting_and_withdrawing_are_dated_and_published_with_a_reason() -> None:
    label = labellisee(D(2024, 3, 1))
    operations.suspendre(label.pk, par=None, le=D(2024, 9, 1), motif="Point d'étape manqué.")
    operations.lever_suspension(label.pk, par=None, le=D(2024, 11, 1))
    with pytest.raises(OperationRefusee, match="motif"):
        operations.retirer(label.pk, par=None, le=D(2025, 1, 1), motif=" ")
    retire = operations.retirer(label.pk, par=None, le=D(2025, 1, 1), motif="Engagements abandonnés.")
    assert retire.valide_jusqu_au == D(2027, 2, 28)
    attendus = {
        D(2024, 8, 31): "labellisee", D(2024, 9, 1): "suspendue", D(2024, 10, 31): "suspendue",
        D(2024, 11, 1): "labellisee", D(2024, 12, 31): "labellisee", D(2025, 1, 1): "retiree",
    }  # fmt: skip
    assert {jour: statut(label.cooperative, jour) for jour in attendus} == attendus


def test_a_coop_whose_label_was_withdrawn_applies_anew() -> None:
    label = labellisee(D(2021, 3, 1))
    operations.retirer(label.pk, par=None, le=D(2022, 1, 1), motif="Motif.")
    suite = admissible(D(2022, 6, 1), label.cooperative)
    assert statut(label.cooperative, D(2022, 6, 1)) == Statut.ENGAGEE
    nouveau = operations.accorder_label(suite.pk, par=None, le=D(2022, 9, 1))
    assert nouveau.valide_du < label.valide_jusqu_au
    assert statut(label.cooperative, D(2022, 9, 1)) == Statut.LABELLISEE


def test_points_are_recorded_once_and_only_those_the_edition_asks_for() -> None:
    candidature = admissible(D(2024, 1, 1))
    operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=D(2024, 7, 2), motif="Bien parti.")
    with pytest.raises(OperationRefusee, match="déjà consigné"):
        operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=D(2024, 7, 3))
    with pytest.raises(OperationRefusee, match="pas de point à 7 mois"):
        operations.consigner_point_etape(candidature.pk, mois=7, par=None, le=D(2024, 8, 1))
    operations.consigner_visite(candidature.pk, par=None, le=D(2025, 6, 1))
    operations.accorder_label(candidature.pk, par=None, le=D(2025, 7, 1))
    operations.consigner_point_etape(candidature.pk, mois=18, par=None, le=D(2026, 11, 1))
    assert set(PointEtape.objects.values_list("nature", "mois")) == {
        ("point_etape", 6), ("visite", 18), ("mi_parcours", 18),
    }  # fmt: skip


def test_a_correction_moves_the_fact_keeps_the_granted_end_and_names_what_it_corrects() -> None:
    label = labellisee(D(2024, 3, 1))
    octroi = Evenement.objects.get(operation="accorder_label")
    correction = operations.corriger(octroi.pk, par=None, le=D(2024, 3, 15), motif="Procès-verbal relu.")
    label.refresh_from_db()
    assert correction.corrige == octroi
    assert (label.octroye_le, label.valide_du, label.valide_jusqu_au) == (
        D(2024, 3, 15), D(2024, 3, 15), D(2027, 2, 28),
    )  # fmt: skip
    assert statut(label.cooperative, D(2024, 3, 14)) == Statut.ENGAGEE
    seconde = operations.corriger(correction.pk, par=None, le=D(2024, 3, 1), motif="Non, c'était juste.")
    label.refresh_from_db()
    assert (seconde.corrige, label.valide_du) == (octroi, D(2024, 3, 1))


def test_a_correction_that_would_put_the_history_out_of_order_is_refused_whole() -> None:
    label = labellisee(D(2024, 3, 1))
    admission = Evenement.objects.get(operation="declarer_admissible")
    with pytest.raises(OperationRefusee, match=r"ordre|précéder"):
        operations.corriger(admission.pk, par=None, le=D(2024, 3, 2), motif="Essai.")
    label.candidature.refresh_from_db()
    assert label.candidature.admissible_le == D(2022, 9, 1)
    assert not Evenement.objects.filter(operation=Operation.CORRIGER).exists()


def test_a_correction_that_would_make_two_labels_overlap_is_refused_in_words() -> None:
    coop = CooperativeFactory.create()
    premier = labellisee(D(2018, 3, 1), coop)
    renouvellement = operations.deposer_renouvellement(
        coop.pk, referentiel=edition(), choix=choix(), par=None, le=D(2020, 12, 1)
    )
    operations.declarer_complete(renouvellement.pk, par=None, le=D(2020, 12, 2))
    operations.declarer_admissible(renouvellement.pk, par=None, le=D(2020, 12, 3))
    second = operations.renouveler(renouvellement.pk, par=None, le=D(2021, 6, 1))
    octroi = Evenement.objects.get(operation="accorder_label")
    with pytest.raises(OperationRefusee, match=f"recouvre celle du label {premier.numero}"):
        operations.corriger(octroi.pk, par=None, champs={"valide_jusqu_au": D(2021, 7, 1)}, motif="Procès-verbal relu.")
    premier.refresh_from_db()
    assert premier.valide_jusqu_au == D(2021, 2, 28)
    renouvele = Evenement.objects.get(operation="renouveler")
    operations.corriger(renouvele.pk, par=None, le=D(2021, 2, 28), motif="Procès-verbal relu.")
    second.refresh_from_db()
    assert (second.octroye_le, second.valide_du) == (D(2021, 2, 28), D(2021, 3, 1))


ACTIONS: list[Callable[..., Any]] = [
    lambda c, k, x, le: operations.deposer(c, referentiel=edition(), choix=choix(), par=None, le=le),
    lambda c, k, x, le: operations.deposer_renouvellement(c, referentiel=edition(), choix=choix(), par=None, le=le),
    lambda c, k, x, le: operations.demander_complement(k, par=None, le=le, motif="Motif."),
    lambda c, k, x, le: operations.declarer_complete(k, par=None, le=le),
    lambda c, k, x, le: operations.declarer_admissible(k, par=None, le=le),
    lambda c, k, x, le: operations.refuser(k, par=None, le=le, motif="Motif."),
    lambda c, k, x, le: operations.abandonner(k, par=None, le=le),
    lambda c, k, x, le: operations.accorder_label(k, par=None, le=le),
    lambda c, k, x, le: operations.renouveler(k, par=None, le=le),
    lambda c, k, x, le: operations.suspendre(x, par=None, le=le, motif="Motif."),
    lambda c, k, x, le: operations.lever_suspension(x, par=None, le=le),
    lambda c, k, x, le: operations.retirer(x, par=None, le=le, motif="Motif."),
]
# Steps that lead somewhere come often, the others now and then: a uniform walk would be refused nearly always.
PAS = [0, 3, 4, 7, 1, 8, *range(len(ACTIONS))]


@pytest.mark.lent
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(PAS), st.integers(0, 500)), max_size=25))
def test_no_walk_through_the_operations_reaches_an_illegal_state(pas: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        verifier_la_marche(pas)
        transaction.set_rollback(True)


def verifier_la_marche(pas: list[tuple[int, int]]) -> None:
    """Walk, and after each step check what must always hold."""
    cooperative = CooperativeFactory.create()
    jour = D(2012, 1, 1)
    for rang, attente in pas:
        jour += datetime.timedelta(days=attente)
        if jour > D(2026, 11, 1):
            break
        candidature = cooperative.candidatures.order_by("-cycle").values_list("pk", flat=True).first()
        label = cooperative.labels.order_by("-valide_du").values_list("pk", flat=True).first()
        avant = Evenement.objects.count()
        try:
            ACTIONS[rang](cooperative.pk, candidature, label, jour)
        except (OperationRefusee, Candidature.DoesNotExist, Label.DoesNotExist):
            assert Evenement.objects.count() == avant
        else:
            assert Evenement.objects.count() == avant + 1
        verifier(cooperative)


def verifier(cooperative: Cooperative) -> None:
    """The journal replays to the stored state, labels do not overlap, the projection equals the rule."""
    for candidature in cooperative.candidatures.all():
        rejoue = ""
        for evenement in candidature.evenements.exclude(vers="").order_by("pk"):
            assert evenement.de == rejoue
            rejoue = evenement.vers
        assert rejoue == candidature.etat
        candidature.full_clean()
    labels = list(cooperative.labels.order_by("valide_du"))
    for avant, apres in pairwise(labels):
        assert (avant.retire_le or avant.valide_jusqu_au + cycle.UN_JOUR) <= apres.valide_du
    assert (
        cooperative.candidatures.filter(
            etat__in=[Etat.ADMISSIBLE, Etat.DEPOSEE, Etat.COMPLETE, Etat.A_COMPLETER]
        ).count()
        <= 1
    )
    connue = histoire(cooperative.pk)
    assert connue is not None
    lus = connue.faits
    for periode in PeriodeDeStatut.objects.filter(cooperative=cooperative).order_by("du"):
        assert {cycle.statut(lus, periode.du), cycle.statut(lus, periode.jusqu_au)} == {periode.statut or None}
    assert reconstruction.ecarts([cooperative.pk]) == []
