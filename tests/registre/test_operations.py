"""The label's course through its operations: what they write, what they refuse, what they leave behind."""

import datetime

import pytest
import time_machine
from django.db import transaction

from registre.etats import Statut
from registre.models import Candidature, Cooperative, Evenement, Label, Operation, PeriodeDeStatut, PointEtape
from registre.operations import OperationRefusee
from tests.registre import decisions
from tests.registre.factories import (
    CooperativeFactory,
    admissible,
    choix,
    deposee,
    edition,
    labellisee,
    renouvelee,
    retiree,
    suspendue,
)

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
        ("", ""),
        ("", "deposee"),
        ("deposee", "complete"),
        ("complete", "admissible"),
        ("admissible", "labellisee"),
    ]
    assert statut(label.cooperative, D(2024, 2, 29)) == Statut.ENGAGEE
    assert statut(label.cooperative, D(2024, 3, 1)) == Statut.LABELLISEE


def test_nothing_is_public_before_admissibility() -> None:
    candidature = deposee(D(2024, 1, 10))
    decisions.demander_complement(candidature.pk, le=D(2024, 1, 20), motif="Il manque un plan.")
    decisions.declarer_complete(candidature.pk, le=D(2024, 2, 1))
    assert statut(candidature.cooperative, D(2024, 2, 2)) is None
    decisions.refuser(candidature.pk, le=D(2024, 3, 1), motif="Hors sujet.")
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
        decisions.deposer(cooperative.pk, choix=choix(*numeros), le=D(2024, 1, 1))
    assert not Candidature.objects.exists()
    assert not Evenement.objects.exclude(operation=Operation.INSCRIRE).exists()


def test_the_rules_are_those_of_the_edition_filed_under() -> None:
    souple = edition("2019", engagements_minimum=6, duree_label_mois=24, en_vigueur_du=D(2022, 1, 1))
    cooperative = CooperativeFactory.create()
    candidature = decisions.deposer(cooperative.pk, referentiel=souple, choix=choix(1, 2, 5, 6, 8, 9), le=D(2023, 1, 1))
    decisions.declarer_complete(candidature.pk, le=D(2023, 1, 1))
    decisions.declarer_admissible(candidature.pk, le=D(2023, 1, 1))
    label = decisions.accorder_label(candidature.pk, le=D(2023, 1, 1))
    assert label.valide_jusqu_au == D(2024, 12, 31)


def test_a_label_is_not_granted_before_admissibility() -> None:
    candidature = deposee(D(2024, 1, 1))
    with pytest.raises(OperationRefusee, match="celle-ci est déposée"):
        decisions.accorder_label(candidature.pk, le=D(2024, 2, 1))
    assert not Label.objects.exists()


def test_a_decision_is_not_dated_before_the_last_nor_in_the_future() -> None:
    candidature = admissible(D(2024, 6, 1))
    with pytest.raises(OperationRefusee, match="précède la décision précédente"):
        decisions.accorder_label(candidature.pk, le=D(2024, 5, 31))
    with time_machine.travel(datetime.datetime(2024, 6, 1, 23, 30, tzinfo=datetime.UTC)):  # 2 June in Paris
        with pytest.raises(OperationRefusee, match="à venir"):
            decisions.accorder_label(candidature.pk, le=D(2024, 6, 3))
        assert decisions.accorder_label(candidature.pk, le=D(2024, 6, 2)).octroye_le == D(2024, 6, 2)


def test_numbers_of_a_year_follow_each_other_and_a_failed_grant_leaves_no_gap() -> None:
    labellisee(D(2024, 3, 1))
    with transaction.atomic():
        labellisee(D(2024, 4, 1))
        transaction.set_rollback(True)
    assert labellisee(D(2024, 5, 1)).numero == "QC-2024-0002"
    assert labellisee(D(2025, 1, 1)).numero == "QC-2025-0001"


def test_a_renewal_granted_early_begins_the_day_after_the_label_it_follows() -> None:
    label = labellisee(D(2020, 3, 1))

    nouveau = renouvelee(label, D(2022, 12, 1))

    assert (label.valide_jusqu_au, nouveau.valide_du) == (D(2023, 2, 28), D(2023, 3, 1))
    assert (nouveau.cycle, nouveau.numero) == (2, "QC-2022-0001")
    jours = (D(2022, 10, 1), D(2023, 2, 28), D(2023, 3, 1))
    assert {statut(label.cooperative, jour) for jour in jours} == {Statut.LABELLISEE}


def test_a_late_renewal_leaves_a_time_in_renewal_between_the_two_labels() -> None:
    label = labellisee(D(2020, 3, 1))

    renouvelee(label, D(2023, 9, 1))  # admissible two months before

    assert statut(label.cooperative, D(2023, 3, 1)) == Statut.ECHUE
    assert statut(label.cooperative, D(2023, 7, 1)) == Statut.EN_RENOUVELLEMENT
    assert statut(label.cooperative, D(2023, 9, 1)) == Statut.LABELLISEE


def test_a_suspension_holds_from_its_day_to_the_eve_of_its_lifting() -> None:
    label = suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))

    decisions.lever_suspension(label.pk, le=D(2024, 11, 1))

    attendus = {
        D(2024, 8, 31): Statut.LABELLISEE,
        D(2024, 9, 1): Statut.SUSPENDUE,
        D(2024, 10, 31): Statut.SUSPENDUE,
        D(2024, 11, 1): Statut.LABELLISEE,
    }
    assert {jour: statut(label.cooperative, jour) for jour in attendus} == attendus


def test_a_label_withdrawn_ends_that_day_and_keeps_the_end_it_was_granted() -> None:
    label = labellisee(D(2024, 3, 1))

    retire = retiree(label, D(2025, 1, 1))

    assert retire.valide_jusqu_au == D(2027, 2, 28)
    assert statut(label.cooperative, D(2024, 12, 31)) == Statut.LABELLISEE
    assert statut(label.cooperative, D(2025, 1, 1)) == Statut.RETIREE


def test_a_label_is_not_withdrawn_without_a_reason() -> None:
    label = labellisee(D(2024, 3, 1))

    with pytest.raises(OperationRefusee, match="motif"):
        retiree(label, D(2025, 1, 1), motif=" ")

    assert statut(label.cooperative, D(2025, 1, 1)) == Statut.LABELLISEE


def test_a_coop_whose_label_was_withdrawn_applies_anew() -> None:
    label = labellisee(D(2021, 3, 1))
    decisions.retirer(label.pk, le=D(2022, 1, 1), motif="Motif.")
    suite = admissible(D(2022, 6, 1), label.cooperative)
    assert statut(label.cooperative, D(2022, 6, 1)) == Statut.ENGAGEE
    nouveau = decisions.accorder_label(suite.pk, le=D(2022, 9, 1))
    assert nouveau.valide_du < label.valide_jusqu_au
    assert statut(label.cooperative, D(2022, 9, 1)) == Statut.LABELLISEE


def test_a_point_is_recorded_once() -> None:
    candidature = admissible(D(2024, 1, 1))
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 7, 2), motif="Bien parti.")

    with pytest.raises(OperationRefusee, match="déjà consigné"):
        decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 7, 3))

    assert PointEtape.objects.get().tenu_le == D(2024, 7, 2)


def test_no_point_is_recorded_that_the_edition_does_not_ask_for() -> None:
    candidature = admissible(D(2024, 1, 1))

    with pytest.raises(OperationRefusee, match="pas de point à 7 mois"):
        decisions.consigner_point_etape(candidature.pk, mois=7, le=D(2024, 8, 1))

    assert not PointEtape.objects.exists()


def test_points_the_visit_and_the_mid_term_point_are_each_recorded_as_what_they_are() -> None:
    candidature = admissible(D(2024, 1, 1))

    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 7, 2))
    decisions.consigner_visite(candidature.pk, le=D(2025, 6, 1))
    decisions.accorder_label(candidature.pk, le=D(2025, 7, 1))
    decisions.consigner_point_etape(candidature.pk, mois=18, le=D(2026, 11, 1))

    tenus = set(PointEtape.objects.values_list("nature", "mois"))
    assert tenus == {("point_etape", 6), ("visite", 18), ("mi_parcours", 18)}


def test_a_correction_moves_the_fact_keeps_the_granted_end_and_names_what_it_corrects() -> None:
    label = labellisee(D(2024, 3, 1))
    octroi = Evenement.objects.get(operation="accorder_label")
    correction = decisions.corriger(octroi.pk, le=D(2024, 3, 15), motif="Procès-verbal relu.")
    label.refresh_from_db()

    assert correction.corrige == octroi
    assert (label.octroye_le, label.valide_du, label.valide_jusqu_au) == (
        D(2024, 3, 15),
        D(2024, 3, 15),
        D(2027, 2, 28),
    )
    assert statut(label.cooperative, D(2024, 3, 14)) == Statut.ENGAGEE

    seconde = decisions.corriger(correction.pk, le=D(2024, 3, 1), motif="Non, c'était juste.")
    label.refresh_from_db()
    assert (seconde.corrige, label.valide_du) == (octroi, D(2024, 3, 1))


def test_a_correction_that_would_put_the_history_out_of_order_is_refused_whole() -> None:
    label = labellisee(D(2024, 3, 1))
    admission = Evenement.objects.get(operation="declarer_admissible")
    with pytest.raises(OperationRefusee, match=r"ordre|précéder"):
        decisions.corriger(admission.pk, le=D(2024, 3, 2), motif="Essai.")
    label.candidature.refresh_from_db()
    assert label.candidature.admissible_le == D(2022, 9, 1)
    assert not Evenement.objects.filter(operation=Operation.CORRIGER).exists()


def test_a_correction_that_would_make_two_labels_overlap_is_refused_in_words() -> None:
    coop = CooperativeFactory.create()
    premier = labellisee(D(2018, 3, 1), coop)
    suite = decisions.deposer_renouvellement(coop.pk, le=D(2020, 12, 1))
    decisions.declarer_complete(suite.pk, le=D(2020, 12, 2))
    decisions.declarer_admissible(suite.pk, le=D(2020, 12, 3))
    second = decisions.renouveler(suite.pk, le=D(2021, 6, 1))
    octroi = Evenement.objects.get(operation="accorder_label")

    with pytest.raises(OperationRefusee, match=f"recouvre celle du label {premier.numero}"):
        decisions.corriger(octroi.pk, champs={"valide_jusqu_au": D(2021, 7, 1)}, motif="Procès-verbal relu.")

    premier.refresh_from_db()
    assert premier.valide_jusqu_au == D(2021, 2, 28)
    renouvele = Evenement.objects.get(operation="renouveler")
    decisions.corriger(renouvele.pk, le=D(2021, 2, 28), motif="Procès-verbal relu.")
    second.refresh_from_db()
    assert (second.octroye_le, second.valide_du) == (D(2021, 2, 28), D(2021, 3, 1))
