"""What a grant needs: the points and the visit of the rules, held by the day of the decision or waived."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from registre import operations
from registre.calendrier.echeances import echeances
from registre.ecriture import OperationRefusee
from registre.etats import NaturePoint, Operation
from registre.models import Candidature, DispenseDePoint, Evenement, Label
from tests.registre import decisions
from tests.registre.factories import admissible, deposee, labellisee, prete
from tests.registre.journaux import dernier
from tests.registre.test_administration import connecte, decider, geste
from tests.registre.test_corrections_admin import mots

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
SIX, DOUZE = "le point d’étape à 6 mois", "le point d’étape à 12 mois"


def accorder(candidature: Candidature, le: datetime.date) -> Label:
    return operations.accorder_label(candidature.pk, par=None, le=le)


def refus(candidature: Candidature, le: datetime.date) -> list[str]:
    """What a grant on that day is refused for."""
    with pytest.raises(OperationRefusee) as refuse:
        accorder(candidature, le)
    return list(refuse.value.messages)


def tenir(candidature: Candidature, *, points: tuple[int, ...] = (6, 12), visite: bool = True) -> None:
    """Hold these points, each on its day, and the visit a month later."""
    assert candidature.admissible_le is not None
    for mois in points:
        le = candidature.admissible_le + relativedelta(months=mois)
        decisions.consigner_point_etape(candidature.pk, mois=mois, le=le)
    if visite:
        decisions.consigner_visite(candidature.pk, le=candidature.admissible_le + relativedelta(months=13))


def dispenser(candidature: Candidature, nature: NaturePoint, mois: int, le: datetime.date) -> DispenseDePoint:
    return decisions.dispenser(candidature.pk, nature=nature, mois=mois, le=le, motif="Réseau déjà visité.")


def test_a_grant_with_nothing_held_is_refused_naming_each_thing_missing() -> None:
    candidature = admissible(D(2024, 1, 10))
    phrases = refus(candidature, D(2025, 8, 1))
    assert [SIX in phrases[0], DOUZE in phrases[1], "la visite" in phrases[2], len(phrases)] == [True, True, True, 3]
    assert not Label.objects.exists()


def test_a_grant_is_decided_once_the_points_and_the_visit_are_held() -> None:
    candidature = admissible(D(2024, 1, 10))
    tenir(candidature)
    assert accorder(candidature, D(2025, 8, 1)).octroye_le == D(2025, 8, 1)


def test_what_was_held_after_the_day_of_the_decision_was_not_held_by_then() -> None:
    candidature = admissible(D(2024, 1, 10))
    tenir(candidature)  # the visit is of 10 February 2025
    assert len(refus(candidature, D(2025, 2, 9))) == 1
    assert accorder(candidature, D(2025, 2, 10)).valide_du == D(2025, 2, 10)


def test_a_waiver_stands_for_what_is_not_held_from_its_day_on() -> None:
    candidature = admissible(D(2024, 1, 10))
    tenir(candidature, points=(6,))
    dispense = dispenser(candidature, NaturePoint.POINT_ETAPE, 12, D(2025, 3, 1))
    assert (dispense.mois, dispense.decidee_le, dispense.motif) == (12, D(2025, 3, 1), "Réseau déjà visité.")
    assert len(refus(candidature, D(2025, 2, 28))) == 1
    assert accorder(candidature, D(2025, 3, 1)).numero


@pytest.mark.parametrize(
    ("nature", "mois", "motif", "reproche"),
    [
        (NaturePoint.POINT_ETAPE, 12, " ", "Une dispense a un motif"),
        (NaturePoint.POINT_ETAPE, 9, "M.", "ne prévoit pas de point à 9 mois"),
        (NaturePoint.POINT_ETAPE, 6, "M.", "Ce point est tenu"),
        (NaturePoint.MI_PARCOURS, 18, "M.", "ce point ne s’y dispense pas"),
        (NaturePoint.VISITE, 18, "M.", "Ce point est déjà dispensé"),
    ],
)
def test_a_waiver_that_cannot_be_is_refused(nature: NaturePoint, mois: int, motif: str, reproche: str) -> None:
    candidature = admissible(D(2024, 1, 10))
    tenir(candidature, points=(6,), visite=False)
    dispenser(candidature, NaturePoint.VISITE, 18, D(2024, 9, 1))
    with pytest.raises(OperationRefusee, match=reproche):
        decisions.dispenser(candidature.pk, nature=nature, mois=mois, le=D(2024, 9, 1), motif=motif)
    assert DispenseDePoint.objects.count() == 1


def test_nothing_is_waived_of_a_candidature_not_admissible_yet() -> None:
    with pytest.raises(OperationRefusee, match="est déposée"):
        dispenser(deposee(D(2024, 1, 1)), NaturePoint.VISITE, 18, D(2024, 2, 1))


def test_a_waiver_is_dated_after_admissibility_and_moves_with_a_correction() -> None:
    candidature = admissible(D(2024, 1, 10))
    with pytest.raises(OperationRefusee, match="précède la décision"):
        dispenser(candidature, NaturePoint.VISITE, 18, D(2024, 1, 9))
    dispenser(candidature, NaturePoint.VISITE, 18, D(2024, 2, 1))
    decisions.corriger(dernier(Operation.DISPENSER).pk, le=D(2024, 2, 5), motif="Procès-verbal relu.")
    assert DispenseDePoint.objects.get().decidee_le == D(2024, 2, 5)
    with pytest.raises(OperationRefusee, match="précéderait l’admissibilité"):
        decisions.corriger(dernier(Operation.DISPENSER).pk, le=D(2024, 1, 9), motif="Encore.")


def test_a_waiver_annulled_is_asked_for_again_and_undoes_no_label() -> None:
    candidature = admissible(D(2024, 1, 10))
    prete(candidature, D(2024, 2, 1))
    decisions.annuler(dernier(Operation.DISPENSER).pk, motif="Jamais décidée.")
    assert len(refus(candidature, D(2024, 2, 1))) == 1

    prete(candidature, D(2024, 2, 1))
    accorder(candidature, D(2024, 2, 1))
    decisions.annuler(dernier(Operation.DISPENSER).pk, motif="Jamais décidée.")
    assert Label.objects.count() == 1
    call_command("reconstruire_projection", "--verifier")


class TestARenewal:
    def renouvellement(self, label: Label, le: datetime.date) -> Candidature:
        """A renewal of this label, admissible on that day."""
        candidature = decisions.deposer_renouvellement(label.cooperative_id, le=le)
        decisions.declarer_complete(candidature.pk, le=le)
        return decisions.declarer_admissible(candidature.pk, le=le)

    def test_it_waits_for_the_mid_term_point_of_the_label_it_follows_and_for_a_visit(self) -> None:
        label = labellisee(D(2022, 3, 1))
        suite = self.renouvellement(label, D(2024, 10, 1))
        with pytest.raises(OperationRefusee) as refuse:
            operations.renouveler(suite.pk, par=None, le=D(2025, 2, 1))
        assert [label.numero in refuse.value.messages[0], "la visite" in refuse.value.messages[1]] == [True, True]
        assert len(refuse.value.messages) == 2

        decisions.consigner_point_etape(label.candidature_id, mois=18, le=D(2023, 9, 1))
        decisions.consigner_visite(suite.pk, le=D(2025, 1, 10))
        assert operations.renouveler(suite.pk, par=None, le=D(2025, 2, 1)).valide_du == D(2025, 3, 1)

    def test_its_own_points_are_asked_for_once_their_day_has_come(self) -> None:
        label = labellisee(D(2022, 3, 1))
        suite = self.renouvellement(label, D(2024, 10, 1))
        decisions.consigner_point_etape(label.candidature_id, mois=18, le=D(2023, 9, 1))
        decisions.consigner_visite(suite.pk, le=D(2025, 1, 10))
        with pytest.raises(OperationRefusee, match=SIX):
            operations.renouveler(suite.pk, par=None, le=D(2025, 4, 1))
        assert operations.renouveler(suite.pk, par=None, le=D(2025, 3, 31)).valide_du == D(2025, 3, 31)

    def test_the_mid_term_point_is_waived_from_the_renewal_on_the_label_it_follows(self) -> None:
        label = labellisee(D(2022, 3, 1))
        suite = self.renouvellement(label, D(2024, 10, 1))
        dispense = dispenser(suite, NaturePoint.MI_PARCOURS, 18, D(2024, 11, 1))
        assert dispense.candidature_id == label.candidature_id
        assert [e.attendue for e in echeances(label.candidature) if e.nature == NaturePoint.MI_PARCOURS] == [False]


def test_history_that_is_imported_or_replayed_is_not_asked() -> None:
    label = labellisee(D(2024, 3, 1))  # written by `octroyer_au`, as an import does
    assert not Evenement.objects.filter(operation__in=["consigner_visite", "dispenser"]).exists()
    call_command("reconstruire_projection")
    assert Label.objects.get() == label


def test_the_public_reads_that_a_point_is_waived_and_never_why(client: Client) -> None:
    candidature = admissible(D(2024, 1, 10))
    dispenser(candidature, NaturePoint.POINT_ETAPE, 6, D(2024, 9, 1))
    page = client.get(reverse("registre:cooperative", args=[candidature.cooperative.slug]))
    assert "Le point d’étape des 6 mois : le comité en a dispensé la coopérative le 1er septembre 2024" in mots(page)
    assert "Réseau déjà visité" not in page.content.decode()


def test_a_point_is_waived_by_its_button_and_seen_before(client: Client) -> None:
    call_command("synchroniser_groupes", verbosity=0)
    candidature = admissible(D(2024, 1, 10))
    navigateur = connecte("administration")
    adresse = geste("candidature", candidature.pk, "dispenser")
    sans = navigateur.post(adresse, {"le": "2024-09-01", "point": "visite:18", "motif": ""})
    assert not DispenseDePoint.objects.exists()
    assert sans.status_code == 200

    apercu = navigateur.post(adresse, {"le": "2024-09-01", "point": "visite:18", "motif": "Déjà visitée."})
    assert "Visite : dispensée le 1er septembre 2024." in mots(apercu)
    decider(navigateur, adresse, {"le": "2024-09-01", "point": "visite:18", "motif": "Déjà visitée."})
    assert DispenseDePoint.objects.get().nature == NaturePoint.VISITE

    assert connecte("publication").get(adresse).status_code == 302
