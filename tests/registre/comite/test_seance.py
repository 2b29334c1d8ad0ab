"""A session prepared: its agenda filled, reordered, sent, sent again once it moved; presences and the quorum."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from registre import operations
from registre.comite import ordre_du_jour, quorum, tenue
from registre.comite.decider import DecisionPrise, decider
from registre.comite.models import NatureDePoint, PointALOrdreDuJour, RegleDeQuorum, Reunion
from registre.models import SeanceComite
from registre.operations import OperationRefusee
from socle.models import User
from tests.registre import decisions
from tests.registre.comite.monde import (
    AN,
    UN_JOUR,
    aujourdhui,
    complete,
    membre,
    navigateur,
    page_de,
    point_de,
    prete,
    seance,
    secretaire,
    tenue_avec,
)
from tests.registre.factories import CooperativeFactory, admissible, deposee, labellisee
from tests.registre.factories import prete as dispenser_du_reste
from tests.registre.lecture import lire, mots

D = datetime.date
pytestmark = pytest.mark.django_db


@pytest.fixture
def elle() -> User:
    return secretaire()


def ordre(la_seance: SeanceComite) -> list[tuple[str, str]]:
    points = PointALOrdreDuJour.objects.filter(seance=la_seance).order_by("ordre")
    return [(point.nature, point.cooperative.nom if point.cooperative else "") for point in points]


class TestTheAgenda:
    def test_is_filled_with_what_is_ready_in_order_of_filing(self, elle: User) -> None:
        recente, ancienne = CooperativeFactory.create(nom="Récente"), CooperativeFactory.create(nom="Ancienne")
        complete(aujourdhui() - 10 * UN_JOUR, recente)
        prete(ancienne)
        deposee(aujourdhui() - 20 * UN_JOUR, CooperativeFactory.create(nom="Déposée"))
        la_seance = seance(aujourdhui() + 30 * UN_JOUR)
        reponse = navigateur(elle).post(f"/admin/registre/seances/{la_seance.pk}/remplir/")
        assert reponse.headers["Location"] == page_de(la_seance)
        assert ordre(la_seance) == [
            ("octroi", "Ancienne"),
            ("completude", "Déposée"),
            ("admissibilite", "Récente"),
        ]

    def test_leaves_out_what_waits_for_the_coop_and_what_came_after_the_deadline(self, elle: User) -> None:
        attendue = deposee(aujourdhui() - 20 * UN_JOUR)
        operations.demander_complement(attendue.pk, par=None, le=aujourdhui(), motif="La lettre.")
        deposee(aujourdhui())
        la_seance = seance(aujourdhui() + 30 * UN_JOUR, date_limite_depot=aujourdhui() - UN_JOUR)
        assert ordre_du_jour.remplir(la_seance.pk, par=elle) == 0

    def test_filled_twice_or_for_two_sessions_holds_each_point_once(self, elle: User) -> None:
        complete()
        premiere, seconde = seance(), seance(aujourdhui() + 30 * UN_JOUR)
        assert [ordre_du_jour.remplir(s.pk, par=elle) for s in (premiere, premiere, seconde)] == [1, 0, 0]

    def test_a_grant_is_ready_once_what_it_waits_for_is_held_or_waived(self, elle: User) -> None:
        premiere = admissible(aujourdhui() - 60 * UN_JOUR)
        label = labellisee(aujourdhui() - 3 * AN + 60 * UN_JOUR)
        suite = decisions.deposer_renouvellement(label.cooperative_id, le=aujourdhui() - 50 * UN_JOUR)
        decisions.declarer_complete(suite.pk, le=aujourdhui() - 45 * UN_JOUR)
        decisions.declarer_admissible(suite.pk, le=aujourdhui() - 40 * UN_JOUR)
        la_seance = seance()
        assert ordre_du_jour.remplir(la_seance.pk, par=elle) == 0

        dispenser_du_reste(premiere, aujourdhui())
        dispenser_du_reste(suite, aujourdhui())  # its points to come are not asked of a renewal
        assert ordre_du_jour.remplir(la_seance.pk, par=elle) == 2
        assert [nature for nature, _nom in ordre(la_seance)] == ["octroi", "renouvellement"]

    def test_points_are_moved_added_and_taken_out(self, elle: User) -> None:
        la_seance, client = seance(), navigateur(elle)
        premier, second = (point_de(la_seance, complete()) for _ in range(2))
        avant = ordre(la_seance)
        client.post(f"/admin/registre/points/{second.pk}/monter/")
        assert ordre(la_seance) == avant[::-1]
        client.post(f"/admin/registre/points/{premier.pk}/retirer/")
        label = labellisee(aujourdhui() - AN)
        donnees = {"nature": "suspension", "cooperative": str(label.cooperative_id), "intitule": ""}
        client.post(f"/admin/registre/seances/{la_seance.pk}/ajouter/", donnees)
        donnees = {"nature": "divers", "cooperative": "", "intitule": "Calendrier de l’année"}
        client.post(f"/admin/registre/seances/{la_seance.pk}/ajouter/", donnees)
        assert [nature for nature, _nom in ordre(la_seance)] == ["admissibilite", "suspension", "divers"]

    def test_a_point_of_nothing_is_refused_on_its_field(self, elle: User) -> None:
        adresse = f"/admin/registre/seances/{seance().pk}/ajouter/"
        sans = {"nature": "octroi", "cooperative": str(CooperativeFactory.create().pk), "intitule": ""}
        assert "n’a pas de candidature en cours" in navigateur(elle).post(adresse, sans).content.decode()
        vide = {"nature": "divers", "cooperative": "", "intitule": ""}
        assert "Écrivez l’intitulé" in navigateur(elle).post(adresse, vide).content.decode()

    def test_what_was_adjourned_comes_back(self, elle: User) -> None:
        present = membre()
        la_seance = tenue_avec(present)
        point = point_de(la_seance, complete())
        decider(point.pk, DecisionPrise("ajourne", aujourdhui(), "Pièce illisible."), par=elle)
        suivante = seance(aujourdhui() + 30 * UN_JOUR)
        assert ordre_du_jour.remplir(suivante.pk, par=elle) == 1

        autre = point_de(la_seance, complete())
        label = labellisee(aujourdhui() - AN)
        suspension = ordre_du_jour.ajouter(
            la_seance.pk, NatureDePoint.SUSPENSION, par=elle, cooperative=label.cooperative
        )
        decider(suspension.pk, DecisionPrise("ajourne", aujourdhui(), "À revoir."), par=elle)
        decider(autre.pk, DecisionPrise("admissible", aujourdhui()), par=elle)
        assert ordre_du_jour.remplir(suivante.pk, par=elle) == 1
        assert [nature for nature, _nom in ordre(suivante)] == ["admissibilite", "suspension"]


class TestSending:
    def test_writes_to_the_members_of_that_day_alone(self, elle: User) -> None:
        la_seance = seance(aujourdhui() + 30 * UN_JOUR)
        siege = membre()
        membre(jusqu_au=aujourdhui())
        point = point_de(la_seance, complete())
        with TestCase.captureOnCommitCallbacks(execute=True):
            navigateur(elle).post(f"/admin/registre/seances/{la_seance.pk}/envoyer/")
        [message] = mail.outbox
        assert siege.user is not None
        assert message.to == [siege.user.email]
        assert point.cooperative is not None
        assert point.cooperative.nom in message.body
        assert page_de(la_seance) in message.body

    def test_a_session_moved_afterwards_says_so_until_it_is_sent_again(self, elle: User) -> None:
        la_seance, siege = seance(aujourdhui() + 30 * UN_JOUR), membre()
        point_de(la_seance, complete())
        tenue.envoyer(la_seance.pk, par=elle)
        la_seance.le += 7 * UN_JOUR
        la_seance.save()
        assert siege.user is not None
        for lecteur in (elle, siege.user):
            assert "La séance est maintenant le" in mots(lire(navigateur(lecteur), page_de(la_seance)).main)
        with TestCase.captureOnCommitCallbacks(execute=True):
            tenue.envoyer(la_seance.pk, par=elle)
        assert "déplacé au" in mail.outbox[-1].subject
        assert "La séance est maintenant" not in mots(lire(navigateur(elle), page_de(la_seance)).main)

    def test_an_empty_agenda_or_a_committee_of_nobody_is_refused(self, elle: User) -> None:
        la_seance = seance(aujourdhui() + 30 * UN_JOUR)
        with pytest.raises(OperationRefusee, match="est vide"):
            tenue.envoyer(la_seance.pk, par=elle)
        point_de(la_seance, complete())
        with pytest.raises(OperationRefusee, match="Aucun membre"):
            tenue.envoyer(la_seance.pk, par=elle)


class TestPresences:
    def test_are_noted_from_the_day_on_and_make_it_held(self, elle: User) -> None:
        la_seance, siege, absent = seance(), membre(), membre()
        adresse = f"/admin/registre/seances/{la_seance.pk}/presences/"
        navigateur(elle).post(adresse, {"membres": [str(siege.pk)]})
        assert Reunion.objects.get(seance=la_seance).tenue
        page = mots(lire(navigateur(elle), page_de(la_seance)).main)
        assert f"{siege} : présent" in page
        assert f"{absent} : absent" in page

    def test_before_the_day_they_are_refused(self, elle: User) -> None:
        la_seance, siege = seance(aujourdhui() + UN_JOUR), membre()
        adresse = f"/admin/registre/seances/{la_seance.pk}/presences/"
        reponse = navigateur(elle).post(adresse, {"membres": [str(siege.pk)]})
        assert "les présences se notent ce jour-là ou après" in mots(BeautifulSoup(reponse.content, "lxml").main)

    def test_the_last_day_of_a_member_is_included(self) -> None:
        membre(jusqu_au=aujourdhui())
        membre(jusqu_au=aujourdhui() - UN_JOUR)
        membre(depuis=aujourdhui() + UN_JOUR)
        assert "Personne " in mots(lire(navigateur(secretaire()), page_de(seance())).main)


class TestTheQuorum:
    def test_is_that_of_the_rule_of_the_day(self) -> None:
        regles = [RegleDeQuorum(depuis=D(2026, 1, 1), nombre=3), RegleDeQuorum(depuis=D(2026, 6, 1), part=60)]
        assert quorum.requis(quorum.regle_du(regles, D(2026, 5, 31)), 9) == 3
        assert quorum.requis(quorum.regle_du(regles, D(2026, 6, 1)), 9) == 6
        assert quorum.requis(quorum.regle_du(regles, D(2025, 12, 31)), 9) == 5

    def test_a_rule_under_which_one_sat_is_not_rewritten(self, elle: User) -> None:
        regle = RegleDeQuorum.objects.create(depuis=aujourdhui() - AN, nombre=1)
        tenue_avec(membre())
        regle.nombre = 2
        with pytest.raises(Exception, match="faites partir une autre règle"):
            regle.full_clean()


@pytest.mark.rendu
def test_the_page_of_a_session_asks_as_many_queries_for_two_points_and_two_hundred(elle: User) -> None:
    siege = membre()
    la_seance = tenue_avec(siege)
    for _ in range(2):
        point_de(la_seance, complete())
    client = navigateur(elle)
    lire(client, page_de(la_seance))  # what is read once per process
    with CaptureQueriesContext(connection) as deux:
        lire(client, page_de(la_seance))

    modele = PointALOrdreDuJour.objects.filter(seance=la_seance).earliest("pk")
    PointALOrdreDuJour.objects.bulk_create(
        PointALOrdreDuJour(
            seance=la_seance,
            ordre=n + 3,
            nature=modele.nature,
            cooperative=CooperativeFactory.create(),
            rang=1,
        )
        for n in range(198)
    )
    with CaptureQueriesContext(connection) as deux_cents:
        lire(client, page_de(la_seance))
    assert len(deux_cents) == len(deux)
