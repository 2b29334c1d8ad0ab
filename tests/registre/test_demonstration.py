"""Fictional coops: marked as such, the same for the same seed, and showing everything the register can show."""

import datetime
from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings
from stdnum.fr import siren

from registre.dossier.models import EtatDuFil, FilDeCommentaires
from registre.ecriture.chaine import parcourir
from registre.etats import Etat, Operation, Statut
from registre.journal.connu import histoires, premier_jour
from registre.models import (
    Candidature,
    Cooperative,
    Evenement,
    IdentiteDeCooperative,
    Label,
    PeriodeDeStatut,
    SeanceComite,
)
from tests.registre.factories import edition

AU = datetime.date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.lent]


def charger(**options: object) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    edition()
    call_command("charger_demonstration", **({"au": AU, "cooperatives": 20} | options), stdout=sortie)
    return sortie.getvalue()


def empreinte() -> list[tuple[object, ...]]:
    """What identifies the coops and their history, database keys aside."""
    champs = ("cooperative__siren", "cooperative__nom", "operation", "prend_effet_le", "label__numero")
    return list(Evenement.objects.order_by("pk").values_list(*champs))


def test_every_status_and_every_private_state_exists() -> None:
    charger()
    periodes = PeriodeDeStatut.objects.filter(du__lte=AU, jusqu_au__gte=AU)
    statuts = Counter(periodes.values_list("statut", flat=True))
    assert set(statuts) == {"", *Statut.values}
    assert {Etat.A_COMPLETER, Etat.REFUSEE, Etat.ABANDONNEE} <= set(Candidature.objects.values_list("etat", flat=True))
    assert Label.objects.filter(cycle=2).exists()


def test_every_coop_is_marked_and_bears_a_number_no_company_has() -> None:
    charger()
    for cooperative in Cooperative.objects.all():
        assert cooperative.demonstration
        assert "ficti" in cooperative.nom
        assert siren.is_valid(cooperative.siren)
        assert cooperative.siren.startswith("000")
        cooperative.full_clean()


def test_the_same_seed_gives_the_same_stories_and_another_does_not() -> None:
    charger()
    premiere = empreinte()
    assert "rien n’a changé" in charger()
    assert empreinte() == premiere
    charger(graine=2, cooperatives=21)
    assert empreinte()[: len(premiere)] == premiere
    assert Cooperative.objects.count() == 21


def test_stories_end_by_the_day_asked_for() -> None:
    charger()
    assert all(e.prend_effet_le <= AU for e in Evenement.objects.exclude(label__valide_du__gt=AU))


@pytest.mark.parametrize("options", [{"cooperatives": "0"}, {"cooperatives": "100001"}, {"au": "2026-13-01"}])
def test_absurd_options_are_refused(options: dict[str, str]) -> None:
    arguments = [f"--{nom}={valeur}" for nom, valeur in options.items()]
    with pytest.raises(CommandError):
        call_command("charger_demonstration", *arguments)
    assert not Cooperative.objects.exists()


def test_a_fictional_session_awaits_the_fictional_candidatures_once_and_a_question_its_answer() -> None:
    charger(cooperatives=40)
    charger(cooperatives=41)

    seance = SeanceComite.objects.get()
    assert "fictive" in seance.lieu
    assert 0 < seance.points.count() <= 12
    assert not seance.points.filter(cooperative__demonstration=False).exists()
    assert [fil.etat for fil in FilDeCommentaires.objects.all()] == [EtatDuFil.POSEE]


def test_a_session_already_planned_is_left_alone() -> None:
    SeanceComite.objects.create(le=AU, lieu="Paris")
    charger()
    assert SeanceComite.objects.get().points.count() == 0


def test_production_refuses_fictional_coops(settings: Settings) -> None:
    settings.DEMONSTRATION_PERMISE = False
    with pytest.raises(CommandError, match="production"):
        charger()
    assert not Cooperative.objects.exists()


def test_without_an_edition_the_command_says_what_to_load() -> None:
    with pytest.raises(CommandError, match="charger_referentiel"):
        call_command("charger_demonstration")


def test_loading_more_adds_the_same_as_loading_all_at_once() -> None:
    with transaction.atomic():
        charger(cooperatives=40)
        toutes = Counter(empreinte())
        transaction.set_rollback(True)
    charger(cooperatives=30)  # the coops that 31 and 37 merge into are there, they are not
    charger(cooperatives=40)
    sans_numero = [evenement[:-1] for evenement in empreinte()]  # numbers follow the order in which grants are recorded
    assert Counter(sans_numero) == Counter(evenement[:-1] for evenement in toutes.elements())


def test_the_projection_is_checked_and_rebuilt_from_the_facts() -> None:
    charger(cooperatives=5)
    call_command("reconstruire_projection", "--verifier", stdout=StringIO())
    PeriodeDeStatut.objects.filter(statut=Statut.LABELLISEE).update(statut=Statut.ECHUE)
    with pytest.raises(CommandError, match="s’écarte des faits"):
        call_command("reconstruire_projection", "--verifier")
    call_command("reconstruire_projection", stdout=StringIO())
    call_command("reconstruire_projection", "--verifier", stdout=StringIO())


@pytest.fixture(scope="class")
def quarante(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Forty coops, loaded once for a class that only reads."""
    with django_db_blocker.unblock(), transaction.atomic():
        charger(cooperatives=40)
        yield
        transaction.set_rollback(True)


def jour(evenement: Evenement) -> datetime.date:
    """The day an event was recorded, in Paris."""
    return timezone.localdate(evenement.enregistre_le)


@pytest.mark.usefixtures("quarante")
class TestTheRarerStories:
    def test_a_grant_is_corrected_and_a_reason_written_again(self) -> None:
        octroi = Evenement.objects.get(corrections__operation=Operation.CORRIGER)
        assert octroi.label is not None
        assert octroi.operation == Operation.ACCORDER_LABEL
        assert octroi.label.octroye_le != octroi.decide_le
        motif = Evenement.objects.get(corrections__operation=Operation.CORRIGER_MOTIF)
        assert motif.label is not None
        assert motif.motif != motif.label.suspensions.get().motif

    def test_a_label_given_by_mistake_is_annulled_then_given_to_the_right_coop(self) -> None:
        annule = Label.tous.exclude(annule_le=None).get()
        donne = Label.objects.get(octroye_le=annule.octroye_le)
        assert donne.cooperative != annule.cooperative
        assert donne.numero > annule.numero
        assert annule.cooperative.periodes.get(du__lte=AU, jusqu_au__gte=AU).statut == Statut.ENGAGEE

    def test_one_label_is_taken_over_by_a_merger_and_another_closed(self) -> None:
        absorbees = Cooperative.objects.exclude(absorbee_par=None).order_by("pk")
        labels = [Label.objects.get(cooperative=coop) for coop in absorbees]
        assert [label.clos_le for label in labels] == [coop.absorbee_le for coop in absorbees]
        couples = [(coop.absorbee_par_id, coop.absorbee_le) for coop in absorbees if coop.absorbee_le]
        repris = [Label.objects.filter(cooperative=par, valide_du=le).count() for par, le in couples]
        assert sorted(repris) == [0, 1]

    def test_coops_were_called_otherwise_sat_elsewhere_and_bore_another_number(self) -> None:
        for champ in ("nom", "commune", "siren"):
            valeurs: dict[int, set[str]] = {}
            for coop, valeur in IdentiteDeCooperative.objects.values_list("cooperative", champ):
                valeurs.setdefault(coop, set()).add(valeur)
            assert 2 in map(len, valeurs.values()), champ

    def test_one_left_and_came_back_another_left_with_its_label(self) -> None:
        parties = Cooperative.objects.filter(evenements__operation=Operation.QUITTER).order_by("pk")
        membres = [coop.active(AU) for coop in parties]
        assert sorted(membres) == [False, True]
        partie = parties[membres.index(False)]
        assert partie.periodes.get(du__lte=AU, jusqu_au__gte=AU).statut == Statut.LABELLISEE

    def test_a_suspension_goes_on_with_a_renewal_and_a_renewal_never_begins(self) -> None:
        histoire = histoires(list(Cooperative.objects.values_list("pk", flat=True))).values()
        labels = [(h, label) for h in histoire for label in h.labels]
        assert any(s.reportee_sur for _h, label in labels for s in label.suspensions)
        jamais = [label for h, label in labels if h.faits_de(label).jamais_commence]
        assert [bool(label.renouvelle) for label in jamais] == [True]

    def test_one_was_granted_withdrawn_and_filed_anew_on_one_day(self) -> None:
        label = Label.objects.get(retire_le=models.F("octroye_le"))
        assert label.retire_le is not None
        assert label.cooperative.candidatures.filter(deposee_le=label.retire_le).exists()

    def test_what_was_decided_is_recorded_within_days_or_weeks_and_in_the_order_of_the_chain(self) -> None:
        evenements = list(Evenement.objects.order_by("pk"))
        assert evenements == sorted(evenements, key=lambda e: e.enregistre_le)
        retards = [(jour(e) - e.decide_le).days for e in evenements]
        assert min(retards) == 0
        assert any(retard > 14 for retard in retards)
        assert sum(retard <= 7 for retard in retards) > len(retards) / 2
        assert premier_jour() == datetime.date(2022, 5, 30)
        assert max(map(jour, evenements)) <= AU
        assert parcourir().rupture == ""

    def test_what_is_known_of_a_past_day_changed_since(self) -> None:
        octroi = Evenement.objects.get(corrections__operation=Operation.CORRIGER)
        assert octroi.label is not None
        periodes = PeriodeDeStatut.toutes.filter(cooperative=octroi.cooperative)
        avant = periodes.connues(jour(octroi)).au(octroi.decide_le).get()
        assert avant.octroye_le == octroi.decide_le
        assert periodes.connues(None).au(octroi.decide_le).get().octroye_le == octroi.label.octroye_le


def test_a_large_load_lets_sqlite_count_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registre.demonstration.chargement.GRAND_CHARGEMENT", 3)
    with CaptureQueriesContext(connection) as requetes:
        charger(cooperatives=4)
    assert requetes[-1]["sql"] == "ANALYZE"
