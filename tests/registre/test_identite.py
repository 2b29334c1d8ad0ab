"""Who a coop is, dated: names, seat, SIREN, membership; what was once said of it, and what no other coop may take."""

import datetime

import pytest

from registre.ecriture import enregistre_a
from registre.journal import reconstruction
from registre.models import Cooperative, IdentiteDeCooperative, Operation
from registre.models.cooperative import IdentiteHorsOperation
from registre.operations import OperationRefusee
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, siren_fictif
from tests.registre.journaux import dernier, periode, version

D = datetime.date
pytestmark = pytest.mark.django_db
NEUF = siren_fictif(80_000)


@pytest.fixture
def coop() -> Cooperative:
    """A member since 2000, of Béziers."""
    return CooperativeFactory.create(nom="Le Toit d’Oc", membre_depuis=D(2000, 1, 1))


def identite(coop: Cooperative, au: datetime.date, connu_le: datetime.date | None = None) -> IdentiteDeCooperative:
    """Who the coop was on a day."""
    return IdentiteDeCooperative.toutes.connues(connu_le).au(au).get(cooperative=coop)


def annuler(operation: Operation) -> None:
    """Annul the last event of this verb."""
    decisions.annuler(dernier(operation).pk, motif="Consigné par erreur.")


class TestADatedIdentity:
    def test_says_the_name_of_each_day(self, coop: Cooperative) -> None:
        decisions.renommer(coop.pk, nom="Habitat d’Oc", sigle="HO", le=D(2024, 6, 1))
        assert [identite(coop, jour).nom for jour in (D(2024, 1, 1), D(2024, 5, 31), D(2024, 6, 1))] == [
            "Le Toit d’Oc",
            "Le Toit d’Oc",
            "Habitat d’Oc",
        ]
        coop.refresh_from_db()
        assert (coop.nom, coop.sigle) == ("Habitat d’Oc", "HO")
        assert periode(coop, D(2024, 5, 31)).tri.startswith("le toit d")

    def test_a_name_recorded_late_takes_its_place_before_a_later_one(self, coop: Cooperative) -> None:
        decisions.renommer(coop.pk, nom="Troisième", le=D(2024, 6, 1))
        decisions.renommer(coop.pk, nom="Deuxième", le=D(2022, 6, 1))
        coop.refresh_from_db()
        assert coop.nom == "Troisième"
        assert [identite(coop, D(annee, 7, 1)).nom for annee in (2021, 2022, 2024)] == [
            "Le Toit d’Oc",
            "Deuxième",
            "Troisième",
        ]

    def test_of_two_names_of_one_day_the_last_recorded_holds(self, coop: Cooperative) -> None:
        for nom in ("Premier essai", "Second essai"):
            decisions.renommer(coop.pk, nom=nom, le=D(2024, 6, 1))
        assert identite(coop, D(2024, 6, 1)).nom == "Second essai"

    def test_a_seat_moves_its_periods_to_another_department(self, coop: Cooperative) -> None:
        decisions.demenager(coop.pk, commune="Ajaccio", code_departement="2A", le=D(2024, 6, 1))
        lues = [periode(coop, jour) for jour in (D(2024, 5, 31), D(2024, 6, 1))]
        assert [(lue.code_departement, lue.code_region) for lue in lues] == [("34", "76"), ("2A", "94")]

    def test_a_typo_corrected_was_never_the_name_and_a_new_name_is_from_its_day(self, coop: Cooperative) -> None:
        decisions.corriger(dernier(Operation.INSCRIRE).pk, champs={"nom": "Toit d’Oc"}, motif="Faute.")
        assert identite(coop, D(1950, 1, 1)).nom == "Toit d’Oc"
        decisions.renommer(coop.pk, nom="Habitat d’Oc", le=D(2024, 6, 1))
        decisions.corriger(
            dernier(Operation.RENOMMER).pk, le=D(2024, 5, 1), champs={"nom": "Habitat d’oc"}, motif="Faute."
        )
        assert (identite(coop, D(2024, 4, 30)).nom, identite(coop, D(2024, 5, 1)).nom) == ("Toit d’Oc", "Habitat d’oc")

    def test_one_typo_put_back_leaves_the_other_corrected(self, coop: Cooperative) -> None:
        inscription = dernier(Operation.INSCRIRE)
        nom = decisions.corriger(inscription.pk, champs={"nom": "Toit d’Oc"}, motif="Faute.")
        decisions.corriger(inscription.pk, champs={"commune": "Sète"}, motif="Faute.")
        decisions.annuler(nom.pk, motif="C’était juste.")
        coop.refresh_from_db()
        assert (coop.nom, coop.commune) == ("Le Toit d’Oc", "Sète")

    def test_what_was_known_of_it_can_be_read_again(self) -> None:
        with enregistre_a(datetime.datetime(2024, 1, 10, 9, tzinfo=datetime.UTC)):
            coop = CooperativeFactory.create(nom="Ancien")
        with enregistre_a(datetime.datetime(2024, 9, 1, 9, tzinfo=datetime.UTC)):  # recorded three months late
            decisions.renommer(coop.pk, nom="Nouveau", le=D(2024, 6, 1))
        assert identite(coop, D(2024, 7, 1), D(2024, 8, 31)).nom == "Ancien"
        assert identite(coop, D(2024, 7, 1), D(2024, 9, 1)).nom == "Nouveau"

    @pytest.mark.parametrize(
        ("champs", "champ"),
        [
            ({"nom": ""}, "nom"),
            ({"nom": "=SOMME(A1)"}, "nom"),
            ({"nom": "N" * 201}, "nom"),
            ({"siren": "123456789"}, "siren"),
            ({"code_departement": "99"}, "code_departement"),
            ({"membre_depuis": D(1, 1, 1)}, "membre_depuis"),
            ({"membre_depuis": "hier"}, "membre_depuis"),
        ],
    )
    def test_a_value_that_its_row_refuses_is_refused_by_its_field(
        self, coop: Cooperative, champs: dict[str, object], champ: str
    ) -> None:
        with pytest.raises(OperationRefusee) as refus:
            decisions.corriger(dernier(Operation.INSCRIRE).pk, champs=champs, motif="Faute.")
        assert refus.value.champ == champ

    def test_an_inscription_has_no_day_of_effect_and_is_never_annulled(self, coop: Cooperative) -> None:
        with pytest.raises(OperationRefusee, match=r"ne permet pas de corriger\s: le"):
            decisions.corriger(dernier(Operation.INSCRIRE).pk, le=D(2020, 1, 1), motif="Essai.")
        with pytest.raises(OperationRefusee, match="ne s'annule pas"):
            annuler(Operation.INSCRIRE)

    def test_nothing_dated_is_changed_by_saving_the_row(self, coop: Cooperative) -> None:
        coop.nom = "Autre"
        with pytest.raises(IdentiteHorsOperation):
            coop.save()
        coop.refresh_from_db()
        coop.site_web, avant = "https://exemple.org", version()
        coop.save()
        assert (coop.nom, version()) == ("Le Toit d’Oc", avant + 1)


class TestASiren:
    """It is never given twice, whatever was annulled meanwhile."""

    def test_of_old_leads_to_its_coop_and_is_no_other_s(self, coop: Cooperative) -> None:
        ancien = coop.siren
        decisions.changer_siren(coop.pk, siren=NEUF, le=D(2024, 6, 1))
        autre = CooperativeFactory.create()
        with pytest.raises(OperationRefusee, match="est ou fut celui de"):
            decisions.changer_siren(autre.pk, siren=ancien, le=D(2025, 1, 1))
        with pytest.raises(OperationRefusee, match="est ou fut celui de"):
            decisions.inscrire(CooperativeFactory.build(siren=ancien))
        with pytest.raises(OperationRefusee, match="est ou fut celui de"):
            decisions.corriger(dernier(Operation.INSCRIRE, autre).pk, champs={"siren": ancien}, motif="Faute.")
        assert coop.mots.filter(mot=ancien).exists()

    def test_of_old_is_no_new_coop_s_even_saved_by_a_form(self, coop: Cooperative) -> None:
        ancien = coop.siren
        decisions.changer_siren(coop.pk, siren=NEUF, le=D(2024, 6, 1))
        with pytest.raises(OperationRefusee, match="est ou fut celui de"):
            CooperativeFactory.create(siren=ancien)

    def test_given_to_another_since_does_not_come_back(self, coop: Cooperative) -> None:
        decisions.changer_siren(coop.pk, siren=NEUF, le=D(2024, 6, 1))
        annuler(Operation.CHANGER_SIREN)
        decisions.changer_siren(CooperativeFactory.create().pk, siren=NEUF, le=D(2024, 6, 1))
        with pytest.raises(OperationRefusee, match="est ou fut celui de"):
            annuler(Operation.ANNULER)

    def test_corrected_away_was_never_its_own_and_does_not_come_back_either(self, coop: Cooperative) -> None:
        ancien = coop.siren
        faute = decisions.corriger(dernier(Operation.INSCRIRE).pk, champs={"siren": NEUF}, motif="Faute.")
        CooperativeFactory.create(siren=ancien)
        with pytest.raises(OperationRefusee, match="est ou fut celui de"):
            decisions.annuler(faute.pk, motif="Essai.")


class TestMembership:
    """Leaving, whose day is the last; coming back, whose day is the first."""

    def test_has_its_first_and_last_days_included(self, coop: Cooperative) -> None:
        decisions.quitter(coop.pk, le=D(2024, 6, 30))
        decisions.revenir(coop.pk, le=D(2025, 1, 1))
        jours = (D(1999, 12, 31), D(2000, 1, 1), D(2024, 6, 30), D(2024, 7, 1), D(2024, 12, 31), D(2025, 1, 1))
        assert [periode(coop, jour).membre for jour in jours] == [False, True, True, False, False, True]

    def test_may_end_on_a_day_to_come_and_that_day_be_corrected(self, coop: Cooperative) -> None:
        demain = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011 - some day to come
        decisions.quitter(coop.pk, le=demain + datetime.timedelta(days=30))
        decisions.corriger(dernier(Operation.QUITTER).pk, le=demain, motif="Relu.")
        assert periode(coop, demain).membre
        assert not periode(coop, demain + datetime.timedelta(days=1)).membre

    @pytest.mark.parametrize("le", [D.max, D(2200, 1, 1), D(1, 1, 1)])
    def test_does_not_end_in_another_time(self, coop: Cooperative, le: datetime.date) -> None:
        with pytest.raises(OperationRefusee, match="vérifiez la date"):
            decisions.quitter(coop.pk, le=le)
        decisions.quitter(coop.pk, le=D(2024, 6, 30))
        with pytest.raises(OperationRefusee, match="vérifiez la date"):
            decisions.corriger(dernier(Operation.QUITTER).pk, le=le, motif="Relu.")

    def test_does_not_end_twice_nor_begin_again_before_it_ended(self, coop: Cooperative) -> None:
        with pytest.raises(OperationRefusee, match="déjà membre"):
            decisions.revenir(coop.pk, le=D(2024, 1, 1))

        decisions.quitter(coop.pk, le=D(2024, 6, 30))

        with pytest.raises(OperationRefusee, match="n'est plus membre"):
            decisions.quitter(coop.pk, le=D(2024, 8, 1))
        decisions.revenir(coop.pk, le=D(2025, 1, 1))
        with pytest.raises(OperationRefusee, match="déjà membre"):  # it would come back without having left
            annuler(Operation.QUITTER)
        annuler(Operation.REVENIR)
        annuler(Operation.QUITTER)
        assert periode(coop, D(2024, 8, 1)).membre


def test_a_coop_saved_by_a_process_that_stopped_before_its_inscription_is_named_then_entered() -> None:
    coop = CooperativeFactory.build()
    coop.inscription_consignee = True  # as if the process had stopped there
    coop.save()
    assert reconstruction.ecarts([coop.pk]) == [coop.nom]
    reconstruction.reconstruire([coop.pk])
    assert reconstruction.ecarts([coop.pk]) == []
    assert identite(coop, D(2024, 1, 1)).siren == coop.siren


def test_a_coop_whose_rows_were_changed_by_hand_is_named_then_mended() -> None:
    coop = CooperativeFactory.create(nom="Le Toit d’Oc")
    Cooperative.objects.filter(pk=coop.pk).update(nom="Réécrit")
    assert reconstruction.ecarts([coop.pk]) == ["Le Toit d’Oc"]
    coop.refresh_from_db()
    assert coop.nom == "Réécrit"  # saying so writes nothing
    reconstruction.reconstruire([coop.pk])
    coop.refresh_from_db()
    assert coop.nom == "Le Toit d’Oc"
