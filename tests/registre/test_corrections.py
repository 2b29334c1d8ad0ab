"""Mistakes put right: what moves with a correction, what is refused and why, what an annulment leaves behind."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection

from registre import operations
from registre.cycle import statut_de_label
from registre.ecriture import enregistre_a
from registre.etats import Etat, Statut, StatutDeLabel
from registre.journal.connu import histoire
from registre.models import (
    Candidature,
    Evenement,
    Indicateur,
    Label,
    Operation,
    PointEtape,
    Releve,
    Suspension,
)
from registre.operations import LabelHistorique, OperationRefusee, ReleveConsigne
from tests.registre import decisions
from tests.registre.factories import (
    CHOIX_VALIDE,
    CooperativeFactory,
    admissible,
    deposee,
    edition,
    labellisee,
    renouvelee,
    retiree,
    suspendue,
)
from tests.registre.journaux import RELU, annuler, corriger, deposer_un_renouvellement, dernier, periode, statut

D = datetime.date
pytestmark = pytest.mark.django_db


def changer_l_edition(valeurs: str) -> None:
    """Change the edition's rules by hand: once used, it is locked against anything else."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE raison_detre_referentiel SET {valeurs}")  # noqa: S608 - words of this file


def reprise() -> Label:
    """A label of two years taken over from the old files."""
    historique = LabelHistorique(
        "QC-2022-0007", D(2021, 1, 4), D(2021, 3, 1), D(2022, 5, 2), D(2022, 5, 2), D(2024, 5, 1), CHOIX_VALIDE
    )
    return decisions.reprendre(CooperativeFactory.create().pk, historique, referentiel=edition())


class TestAGrantedEnd:
    """Issue 8, case 1: nothing recomputes it."""

    def test_stays_when_the_grant_of_a_label_taken_over_moves_by_a_day(self) -> None:
        label = reprise()
        corriger(dernier(Operation.ACCORDER_LABEL), D(2022, 5, 3))
        label.refresh_from_db()
        assert (label.octroye_le, label.valide_du, label.valide_jusqu_au) == (
            D(2022, 5, 3),
            D(2022, 5, 3),
            D(2024, 5, 1),
        )

    def test_stays_when_its_edition_is_given_another_length(self) -> None:
        label = labellisee(D(2024, 3, 1))
        changer_l_edition("duree_label_mois = 12")
        corriger(dernier(Operation.ACCORDER_LABEL), D(2024, 3, 2))
        label.refresh_from_db()
        assert label.valide_jusqu_au == D(2027, 2, 28)

    def test_moves_when_the_correction_says_so(self) -> None:
        label = reprise()
        corriger(dernier(Operation.ACCORDER_LABEL), valide_jusqu_au=D(2025, 5, 1))
        label.refresh_from_db()
        assert (label.valide_du, label.valide_jusqu_au) == (D(2022, 5, 2), D(2025, 5, 1))
        assert statut(label.cooperative, D(2025, 5, 1)) == Statut.LABELLISEE

    def test_keeps_to_the_calendar(self) -> None:
        labellisee(D(2024, 3, 1))
        octroi = dernier(Operation.ACCORDER_LABEL)
        for fin, dit in [(D.max, "année 9999"), (D(2023, 1, 1), "après son début"), ("hier", "ne convient pas")]:
            with pytest.raises(OperationRefusee, match=dit):
                corriger(octroi, valide_jusqu_au=fin)

    def test_of_29_february_takes_the_grant_back_by_a_day(self) -> None:
        label = labellisee(D(2024, 2, 29))
        corriger(dernier(Operation.ACCORDER_LABEL), D(2024, 2, 28))
        label.refresh_from_db()
        assert (label.valide_du, label.valide_jusqu_au) == (D(2024, 2, 28), D(2027, 2, 27))


def test_a_label_granted_again_on_the_day_of_its_withdrawal_is_the_second() -> None:
    coop = CooperativeFactory.create()
    premier = labellisee(D(2024, 3, 1), coop)
    retiree(premier, D(2024, 3, 1))
    suite = decisions.deposer(coop.pk, le=D(2024, 3, 1))
    decisions.declarer_complete(suite.pk, le=D(2024, 3, 1))
    decisions.declarer_admissible(suite.pk, le=D(2024, 3, 1))
    second = decisions.accorder_label(suite.pk, le=D(2024, 3, 1))
    lue = periode(coop, D(2024, 3, 1))

    assert (lue.statut, lue.label) == (Statut.LABELLISEE, second)

    connue = histoire(coop.pk)
    assert connue is not None
    assert connue.dernier_label is not None
    assert connue.dernier_label.numero == second.numero != premier.numero


class TestARenewalWithdrawnBeforeItBegins:
    def test_is_withdrawn_at_once_and_leaves_the_label_it_renewed_in_force(self) -> None:
        label = labellisee(D(2024, 3, 1))
        nouveau = renouvelee(label, D(2026, 9, 1))
        retiree(nouveau, D(2026, 10, 1))
        nouveau.refresh_from_db()

        assert (nouveau.valide_du, nouveau.retire_le) == (D(2027, 3, 1), D(2026, 10, 1))
        assert dernier(Operation.RETIRER).decide_le == D(2026, 10, 1)

        connu = nouveau.connus.get().faits
        assert [statut_de_label(connu, jour) for jour in (D(2026, 9, 30), D(2026, 10, 1), D(2027, 6, 1))] == [
            StatutDeLabel.A_VENIR,
            StatutDeLabel.RETIREE,
            StatutDeLabel.RETIREE,
        ]
        assert statut(label.cooperative, D(2026, 12, 1)) == Statut.LABELLISEE
        assert statut(label.cooperative, D(2027, 3, 1)) == Statut.ECHUE

    def test_lets_one_file_again_at_once(self) -> None:
        label = labellisee(D(2024, 3, 1))
        retiree(renouvelee(label, D(2026, 9, 1)), D(2026, 10, 1))
        with pytest.raises(OperationRefusee, match="avant la fin du label QC-2026-0001"):
            deposer_un_renouvellement(label, D(2026, 9, 30))
        encore = deposer_un_renouvellement(label, D(2026, 10, 1))
        for juger in (operations.declarer_complete, operations.declarer_admissible):
            juger(encore.pk, par=None, le=D(2026, 10, 1))
        nouveau = decisions.renouveler(encore.pk, le=D(2026, 10, 1))
        assert (nouveau.cycle, nouveau.valide_du) == (3, D(2027, 3, 1))
        assert statut(label.cooperative, D(2027, 3, 1)) == Statut.LABELLISEE

    def test_moves_with_the_end_of_the_label_it_renewed_as_the_one_that_replaced_it(self) -> None:
        label = labellisee(D(2023, 3, 1))
        mort = renouvelee(label, D(2025, 6, 1))
        retiree(mort, D(2025, 7, 1))
        vivant = renouvelee(label, D(2025, 9, 1))
        corriger(dernier(Operation.ACCORDER_LABEL), valide_jusqu_au=D(2026, 3, 31))
        mort.refresh_from_db()
        vivant.refresh_from_db()
        assert (mort.valide_du, vivant.valide_du) == (D(2026, 4, 1), D(2026, 4, 1))


class TestWhatFollowsACorrection:
    """Issue 8, cases 7 and 8: it moves along in the same event, or the correction is refused in words."""

    def test_a_first_grant_moved_back_leaves_no_hole_before_the_renewal(self) -> None:
        label = labellisee(D(2023, 3, 1))
        renouvelee(label, D(2025, 9, 1))
        corriger(dernier(Operation.ACCORDER_LABEL), D(2023, 2, 24))
        jours = (D(2023, 2, 24), D(2026, 2, 28), D(2026, 3, 1), D(2029, 2, 28))
        assert {statut(label.cooperative, jour) for jour in jours} == {Statut.LABELLISEE}

    def test_the_first_day_of_a_renewal_moves_with_the_end_before_it_in_one_event(self) -> None:
        label = labellisee(D(2023, 3, 1))
        nouveau = renouvelee(label, D(2025, 9, 1))
        avant = Evenement.objects.count()
        correction = corriger(dernier(Operation.ACCORDER_LABEL), valide_jusqu_au=D(2026, 1, 31))
        nouveau.refresh_from_db()
        assert (nouveau.valide_du, nouveau.valide_jusqu_au) == (D(2026, 2, 1), D(2029, 2, 28))
        assert Evenement.objects.count() == avant + 1
        assert [r["rang"] for r in correction.charge["retouches"]] == [5, dernier(Operation.RENOUVELER).rang]
        assert statut(label.cooperative, D(2026, 2, 1)) == Statut.LABELLISEE

    def test_a_renewal_granted_in_time_becomes_a_late_one_when_the_end_goes_back_before_its_grant(self) -> None:
        label = labellisee(D(2023, 3, 1))
        nouveau = renouvelee(label, D(2025, 9, 1))
        corriger(dernier(Operation.ACCORDER_LABEL), valide_jusqu_au=D(2025, 8, 15))
        nouveau.refresh_from_db()
        assert nouveau.valide_du == D(2025, 9, 1)
        assert statut(label.cooperative, D(2025, 8, 31)) == Statut.EN_RENOUVELLEMENT

    def test_a_correction_annulled_takes_back_all_that_it_moved(self) -> None:
        label = labellisee(D(2023, 3, 1))
        nouveau = renouvelee(label, D(2025, 9, 1))
        annuler(corriger(dernier(Operation.ACCORDER_LABEL), valide_jusqu_au=D(2026, 1, 31)))
        nouveau.refresh_from_db()
        label.refresh_from_db()
        assert (label.valide_jusqu_au, nouveau.valide_du) == (D(2026, 2, 28), D(2026, 3, 1))

    def test_suspensions_may_not_come_to_overlap(self) -> None:
        label = labellisee(D(2023, 3, 1))

        suspendue(label, D(2023, 6, 1))
        decisions.lever_suspension(label.pk, le=D(2023, 7, 1))
        suspendue(label, D(2023, 9, 1))

        with pytest.raises(OperationRefusee, match="se recouvriraient"):
            corriger(dernier(Operation.SUSPENDRE), D(2023, 6, 15))
        with pytest.raises(OperationRefusee, match="se recouvriraient"):
            corriger(dernier(Operation.LEVER_SUSPENSION), D(2023, 9, 2))
        with pytest.raises(OperationRefusee, match="déjà suspendu"):
            annuler(dernier(Operation.LEVER_SUSPENSION))
        assert Suspension.objects.count() == 2

    def test_a_cycle_may_not_come_to_begin_before_the_last_is_over(self) -> None:
        label = labellisee(D(2021, 3, 1))
        retiree(label, D(2022, 1, 1))
        deposee(D(2022, 1, 1), label.cooperative)
        with pytest.raises(OperationRefusee, match="avant la fin du label"):
            corriger(dernier(Operation.DEPOSER), D(2021, 12, 31))
        with pytest.raises(OperationRefusee, match="avant la fin du label"):
            corriger(dernier(Operation.RETIRER), D(2022, 1, 2))
        with pytest.raises(OperationRefusee, match="avant la fin du label"):
            annuler(dernier(Operation.RETIRER))

    def test_a_filing_may_not_come_to_overlap_a_candidature_under_way(self) -> None:
        premiere = admissible(D(2022, 3, 1))
        decisions.abandonner(premiere.pk, le=D(2022, 6, 1))
        deposee(D(2022, 9, 1), premiere.cooperative)
        with pytest.raises(OperationRefusee, match="avant la fin de celle du cycle 1"):
            corriger(dernier(Operation.DEPOSER), D(2022, 5, 31))
        with pytest.raises(OperationRefusee, match=r"dépôt \(01/09/2022\) : .*déjà une candidature en cours"):
            annuler(dernier(Operation.ABANDONNER))

    def test_two_events_may_not_exchange_their_places(self) -> None:
        label = labellisee(D(2024, 3, 1))
        suspendue(label, D(2024, 9, 1))
        decisions.lever_suspension(label.pk, le=D(2024, 11, 1))
        with pytest.raises(OperationRefusee, match="se lève après"):
            corriger(dernier(Operation.SUSPENDRE), D(2024, 11, 2))
        with pytest.raises(OperationRefusee, match="ordre"):
            corriger(dernier(Operation.DECLARER_COMPLETE), D(2022, 7, 31))
        with pytest.raises(OperationRefusee, match="ordre"):
            corriger(dernier(Operation.DEPOSER), D(2022, 9, 2))

    def test_a_suspension_may_not_come_to_begin_after_its_label(self) -> None:
        label = labellisee(D(2021, 3, 1))
        suspendue(label, D(2024, 2, 29))
        with pytest.raises(OperationRefusee, match="ordre"):
            corriger(dernier(Operation.SUSPENDRE), D(2024, 3, 1))
        with pytest.raises(OperationRefusee, match="ordre"):
            corriger(dernier(Operation.ACCORDER_LABEL), valide_jusqu_au=D(2024, 2, 28))

    def test_a_grant_may_not_come_to_another_year_than_its_number(self) -> None:
        labellisee(D(2024, 1, 1))
        with pytest.raises(OperationRefusee, match="doit rester dans l'année"):
            corriger(dernier(Operation.ACCORDER_LABEL), D(2023, 12, 31))


def test_a_candidature_can_follow_a_renewal_that_was_withdrawn() -> None:
    label = labellisee(D(2018, 3, 1))
    retiree(renouvelee(label, D(2020, 6, 1)), D(2022, 1, 1))
    assert deposee(D(2022, 6, 1), label.cooperative).cycle == 3


class TestAPointOfTheCourse:
    """Issue 8, case 9: a value belongs to its point, and moves with it."""

    @pytest.fixture
    def candidature(self) -> Candidature:
        """Admissible, a point and the visit held the same day, each with a value of its own."""
        candidature = admissible(D(2024, 1, 1))
        premier, second = Indicateur.objects.order_by("pk")[:2]
        un, autre = ReleveConsigne(premier.pk, Decimal("12.50")), ReleveConsigne(second.pk, Decimal("3"))
        decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 7, 1), releves=[un])
        decisions.consigner_visite(candidature.pk, le=D(2024, 7, 1), releves=[autre])
        return candidature

    def test_moves_with_its_own_values_alone(self, candidature: Candidature) -> None:
        corriger(dernier(Operation.CONSIGNER_VISITE), D(2024, 7, 9))
        jours = Releve.objects.order_by("pk").values_list("point__nature", "valeur", "releve_le")
        assert set(jours) == {
            ("point_etape", Decimal("12.50"), D(2024, 7, 1)),
            ("visite", Decimal("3.00"), D(2024, 7, 9)),
        }

    def test_may_not_come_to_the_day_of_another_with_the_same_indicator(self, candidature: Candidature) -> None:
        indicateur = Indicateur.objects.order_by("pk").first()
        assert indicateur is not None
        encore = ReleveConsigne(indicateur.pk, Decimal("15"))
        decisions.consigner_point_etape(candidature.pk, mois=12, le=D(2025, 1, 2), releves=[encore])
        with pytest.raises(OperationRefusee, match="deux relevés le même jour"):
            corriger(dernier(Operation.CONSIGNER_POINT_ETAPE), D(2024, 7, 1))

    def test_annulled_takes_its_values_with_it_and_can_be_recorded_anew(self, candidature: Candidature) -> None:
        annuler(dernier(Operation.CONSIGNER_VISITE))
        assert set(Releve.objects.values_list("point__nature", flat=True)) == {"point_etape"}
        decisions.consigner_visite(candidature.pk, le=D(2024, 8, 1))
        assert PointEtape.objects.filter(nature="visite").get().tenu_le == D(2024, 8, 1)

    def test_may_not_come_before_admissibility_nor_after_the_decision(self, candidature: Candidature) -> None:
        decisions.accorder_label(candidature.pk, le=D(2024, 9, 1))
        with pytest.raises(OperationRefusee, match="précéderait l'admissibilité"):
            corriger(dernier(Operation.CONSIGNER_VISITE), D(2023, 12, 31))
        with pytest.raises(OperationRefusee, match="suivrait la décision"):
            corriger(dernier(Operation.CONSIGNER_VISITE), D(2024, 9, 2))
        with pytest.raises(OperationRefusee, match=r"visite effectuée \(01/07/2024\)"):
            annuler(dernier(Operation.DECLARER_ADMISSIBLE))


def test_the_rules_of_a_candidature_are_those_of_its_filing_whatever_becomes_of_the_edition() -> None:
    candidature = admissible(D(2024, 1, 1))
    changer_l_edition("duree_label_mois = 12, points_etape_mois = '[3]', engagements_minimum = 12")
    assert (candidature.regles.duree_label_mois, candidature.regles.points_etape_mois) == (36, [6, 12])
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 7, 1))
    with pytest.raises(OperationRefusee, match="pas de point à 3 mois"):
        decisions.consigner_point_etape(candidature.pk, mois=3, le=D(2024, 7, 1))
    assert decisions.accorder_label(candidature.pk, le=D(2024, 9, 1)).valide_jusqu_au == D(2027, 8, 31)


class TestAGrantRecordedByMistake:
    def test_is_annulled_and_its_number_is_never_given_again(self) -> None:
        label = labellisee(D(2024, 3, 1))
        annuler(dernier(Operation.ACCORDER_LABEL))
        garde = Label.tous.get(numero=label.numero)

        assert not Label.objects.exists()
        assert (garde.annule_le, garde.motif_annulation) == (
            dernier(Operation.ANNULER).decide_le,
            "Consigné par erreur.",
        )
        assert (garde.candidature.etat, statut(label.cooperative, D(2025, 1, 1))) == (Etat.ADMISSIBLE, Statut.ENGAGEE)

        second = decisions.accorder_label(label.candidature_id, le=D(2024, 3, 1))
        assert second.numero == "QC-2024-0002"
        with pytest.raises(OperationRefusee, match="celle-ci est labellisée"):  # two grants of one candidature
            annuler(dernier(Operation.ANNULER))

    def test_comes_back_as_it_was_when_its_annulment_is_annulled_and_goes_again(self) -> None:
        label = labellisee(D(2024, 3, 1))
        annulation = annuler(dernier(Operation.ACCORDER_LABEL))
        retour = annuler(annulation)
        label.refresh_from_db()
        assert (label.annule_le, statut(label.cooperative, D(2025, 1, 1))) == (None, Statut.LABELLISEE)
        annuler(retour)
        assert not Label.objects.exists()
        assert statut(label.cooperative, D(2025, 1, 1)) == Statut.ENGAGEE

    def test_is_not_annulled_under_what_depends_on_it_which_is_named(self) -> None:
        label = labellisee(D(2024, 3, 1))
        suspendue(label, D(2024, 9, 1))
        with pytest.raises(OperationRefusee, match=r"suspension du label \(01/09/2024\)"):
            annuler(dernier(Operation.ACCORDER_LABEL))
        renouvelee(label, D(2026, 9, 1), suspension="levee")
        with pytest.raises(OperationRefusee) as refus:
            annuler(dernier(Operation.ACCORDER_LABEL))
        assert len(refus.value.messages) >= 3  # suspension, filing and grant of the renewal

    def test_leaves_a_label_of_every_suspension_bare(self) -> None:
        label = labellisee(D(2024, 3, 1))
        suspendue(label, D(2024, 9, 1))
        annuler(dernier(Operation.SUSPENDRE))
        annuler(dernier(Operation.ACCORDER_LABEL))
        assert not Suspension.objects.exists()


class TestOfOtherCorrections:
    """Corrections, reasons and annulments are themselves put right."""

    def test_a_reason_is_corrected_where_it_is_published(self) -> None:
        label = labellisee(D(2024, 3, 1))

        suspendue(label, D(2024, 9, 1))
        retiree(label, D(2025, 1, 1), motif="Engagemnts abandonnés.")
        decisions.corriger_motif(
            dernier(Operation.RETIRER).pk, nouveau="Engagements abandonnés.", motif="Faute de frappe."
        )
        decisions.corriger_motif(dernier(Operation.SUSPENDRE).pk, nouveau="Visite refusée.", motif="Faute de frappe.")
        label.refresh_from_db()

        assert label.motif_retrait == "Engagements abandonnés."
        assert label.suspensions.get().motif == "Visite refusée."
        assert dernier(Operation.RETIRER).motif == "Engagemnts abandonnés."  # the first event stays

    def test_a_correction_corrected_speaks_of_the_first_event_and_the_last_holds(self) -> None:
        label = labellisee(D(2024, 3, 1))
        premiere = corriger(dernier(Operation.ACCORDER_LABEL), D(2024, 3, 5))
        seconde = corriger(premiere, D(2024, 3, 9))
        label.refresh_from_db()

        assert (seconde.corrige, label.valide_du) == (dernier(Operation.ACCORDER_LABEL), D(2024, 3, 9))

        annuler(seconde)
        label.refresh_from_db()
        assert label.valide_du == D(2024, 3, 5)
        annuler(premiere)
        label.refresh_from_db()
        assert label.valide_du == D(2024, 3, 1)

    def test_one_correction_undone_leaves_another_what_it_set(self) -> None:
        label = labellisee(D(2024, 3, 1))
        octroi = dernier(Operation.ACCORDER_LABEL)
        jour = corriger(octroi, D(2024, 3, 5))
        corriger(octroi, valide_jusqu_au=D(2027, 6, 30))
        annuler(jour)
        label.refresh_from_db()
        assert (label.valide_du, label.valide_jusqu_au) == (D(2024, 3, 1), D(2027, 6, 30))

    def test_nothing_is_annulled_twice_and_an_annulment_is_not_corrected(self) -> None:
        labellisee(D(2024, 3, 1))
        octroi = dernier(Operation.ACCORDER_LABEL)
        annulation = annuler(octroi)
        with pytest.raises(OperationRefusee, match="déjà annulé"):
            annuler(octroi)
        with pytest.raises(OperationRefusee, match="déjà annulé"):
            corriger(octroi, D(2024, 3, 2))
        with pytest.raises(OperationRefusee, match="annulez-la"):
            corriger(annulation, D(2024, 3, 2))

    def test_what_changes_nothing_or_says_not_why_is_refused(self) -> None:
        label = labellisee(D(2024, 3, 1))
        octroi = dernier(Operation.ACCORDER_LABEL)
        for le, champs in ((None, {}), (D(2024, 3, 1), {}), (None, {"valide_jusqu_au": D(2027, 2, 28)})):
            with pytest.raises(OperationRefusee, match="Rien ne change"):
                corriger(octroi, le, **champs)

        with pytest.raises(OperationRefusee, match=r"ne permet pas de corriger\s: numero"):
            corriger(octroi, numero="QC-2024-0009")

        for vide in ("", " \n"):
            with pytest.raises(OperationRefusee, match="pourquoi"):
                decisions.corriger(octroi.pk, le=D(2024, 3, 2), motif=vide)
            with pytest.raises(OperationRefusee, match="pourquoi"):
                decisions.annuler(octroi.pk, motif=vide)
            with pytest.raises(OperationRefusee, match="pourquoi"):
                decisions.corriger_motif(octroi.pk, nouveau="x", motif=vide)
        retiree(label, D(2025, 1, 1))

        with pytest.raises(OperationRefusee, match="a un motif"):
            decisions.corriger_motif(dernier(Operation.RETIRER).pk, nouveau=" ", motif=RELU)
        assert not Evenement.objects.exclude(corrige=None).exists()

    def test_a_filing_is_annulled_once_nothing_depends_on_it(self) -> None:
        candidature = deposee(D(2024, 1, 1))
        decisions.demander_complement(candidature.pk, le=D(2024, 2, 1), motif="Il manque un plan.")

        with pytest.raises(OperationRefusee, match=r"demande de complément \(01/02/2024\)"):
            annuler(dernier(Operation.DEPOSER))

        annuler(dernier(Operation.DEMANDER_COMPLEMENT))
        annuler(dernier(Operation.DEPOSER))
        assert not Candidature.objects.exists()
        assert Candidature.tous.get().etat == Etat.ANNULEE
        assert deposee(D(2024, 3, 1), candidature.cooperative).cycle == 1
        with pytest.raises(OperationRefusee, match="déjà une candidature en cours"):
            annuler(dernier(Operation.ANNULER))

    @pytest.mark.parametrize("le", [D(1, 1, 1), D(1899, 12, 31), D(202, 5, 1)])
    def test_a_day_of_another_time_is_refused_at_every_door(self, le: datetime.date) -> None:
        label = labellisee(D(2024, 3, 1))
        for essai in (
            lambda: corriger(dernier(Operation.ACCORDER_LABEL), le),
            lambda: suspendue(label, le),
            lambda: deposee(le),
            lambda: decisions.renommer(label.cooperative_id, nom="Autre", le=le),
        ):
            with pytest.raises(OperationRefusee, match=r"vérifiez la date|précède"):
                essai()


def test_what_was_known_before_a_correction_can_still_be_read() -> None:
    with enregistre_a(datetime.datetime(2024, 3, 4, 9, tzinfo=datetime.UTC)):
        label = labellisee(D(2024, 3, 1))
    with enregistre_a(datetime.datetime(2024, 4, 10, 23, 30, tzinfo=datetime.UTC)):  # the 11th in Paris
        corriger(dernier(Operation.ACCORDER_LABEL), D(2024, 3, 15))
    coop = label.cooperative
    assert (statut(coop, D(2024, 3, 8), D(2024, 4, 10)), statut(coop, D(2024, 3, 8), D(2024, 4, 11))) == (
        Statut.LABELLISEE,
        Statut.ENGAGEE,
    )
    assert statut(coop, D(2024, 3, 8)) == Statut.ENGAGEE
