"""Deciding a point: the session's decision and the register's operation, both or neither; what is refused, in words."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection, connections

from registre import operations
from registre.comite import ordre_du_jour
from registre.comite.decider import DecisionPrise, DejaDecide, decider
from registre.comite.models import ConflitDInteret, DecisionDeSeance, NatureDePoint, RegleDeQuorum
from registre.models import Candidature, Evenement, Label, Role
from registre.operations import OperationRefusee
from socle.models import User
from tests.registre.comite.monde import (
    AN,
    UN_JOUR,
    aujourdhui,
    avec_droits,
    complete,
    consigner,
    decision,
    membre,
    navigateur,
    page_de,
    point_de,
    prete,
    seance,
    secretaire,
    tenue_avec,
)
from tests.registre.factories import CooperativeFactory, deposee, labellisee
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre as membre_de_coop

pytestmark = pytest.mark.django_db


@pytest.fixture
def elle() -> User:
    return secretaire()


def envoyer(user: User, point: Any, **champs: str) -> Any:
    return consigner(navigateur(user), point, **champs)


def dit(reponse: Any) -> str:
    return mots(BeautifulSoup(reponse.content, "lxml").main)


def test_a_decision_is_an_event_of_its_session_in_the_journal(elle: User) -> None:
    la_seance, candidature = tenue_avec(membre()), complete()
    point = point_de(la_seance, candidature)
    reponse = envoyer(elle, point, motif="Tout y est.", reserves="Suivre le point 3.", pour="1")

    assert reponse.headers["Location"] == f"{page_de(la_seance)}#point-{point.pk}"
    candidature.refresh_from_db()
    prise = DecisionDeSeance.objects.get(point=point)
    evenement = Evenement.objects.get(cooperative=candidature.cooperative_id, rang=prise.rang or 0)
    assert (candidature.etat, evenement.operation) == ("admissible", "declarer_admissible")
    assert (evenement.seance, evenement.motif, evenement.par) == (la_seance, "Tout y est.", elle)
    assert (prise.reserves, prise.presents, prise.requis) == ("Suivre le point 3.", 1, 1)
    assert (prise.pour, prise.contre) == (1, 0)


@pytest.mark.parametrize(
    ("nature", "sens", "etat"),
    [
        ("completude", "complet", "complete"),
        ("completude", "complement", "a_completer"),
        ("admissibilite", "refuse", "refusee"),
    ],
)
def test_each_way_calls_its_operation(elle: User, nature: str, sens: str, etat: str) -> None:
    candidature = deposee(aujourdhui() - 20 * UN_JOUR) if nature == "completude" else complete()
    point = point_de(tenue_avec(membre()), candidature, nature)
    envoyer(elle, point, sens=sens, motif="Parce que.")
    candidature.refresh_from_db()
    assert candidature.etat == etat


def test_a_label_is_granted_then_suspended_lifted_and_withdrawn(elle: User) -> None:
    la_seance, candidature = tenue_avec(membre()), prete()
    envoyer(elle, point_de(la_seance, candidature, NatureDePoint.OCTROI), sens="accorde")
    assert Label.objects.get(cooperative=candidature.cooperative).octroye_le == aujourdhui()

    label = labellisee(aujourdhui() - AN)
    operations.suspendre(label.pk, par=None, le=aujourdhui() - 30 * UN_JOUR, motif="Point non tenu.")
    for nature, sens in (("levee", "leve"), ("suspension", "suspendu"), ("retrait", "retire")):
        point = ordre_du_jour.ajouter(la_seance.pk, nature, par=elle, cooperative=label.cooperative)
        envoyer(elle, point, sens=sens, motif="Dit en séance.")
        assert DecisionDeSeance.objects.get(point=point).sens == sens
    label.refresh_from_db()
    assert label.retire_le == aujourdhui()


def test_what_the_operation_refuses_is_said_on_its_field_and_nothing_is_written(elle: User) -> None:
    point = point_de(tenue_avec(membre()), complete())
    reponse = envoyer(elle, point, sens="refuse", reserves="Écrit longuement.")
    assert "Un refus a un motif." in dit(reponse)
    assert "Écrit longuement." in dit(reponse)
    demain = f"{aujourdhui() + UN_JOUR:%d/%m/%Y}"
    assert "La date est à venir" in dit(envoyer(elle, point, le=demain))
    assert not DecisionDeSeance.objects.exists()


def test_a_decision_that_cannot_be_kept_leaves_the_register_as_it_was(
    elle: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidature = complete()
    point = point_de(tenue_avec(membre()), candidature)

    def tomber(**_champs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(DecisionDeSeance.objects, "create", tomber)
    with pytest.raises(RuntimeError):
        decider(point.pk, DecisionPrise("admissible", aujourdhui()), par=elle)
    candidature.refresh_from_db()
    assert candidature.etat == "complete"


class TestRefusedInWords:
    def test_before_the_session_is_held(self, elle: User) -> None:
        membre()
        point = point_de(seance(), complete())
        assert "La séance n’est pas encore tenue" in dit(envoyer(elle, point))
        demain = point_de(seance(aujourdhui() + UN_JOUR), complete())
        assert "rien ne se décide avant" in dit(envoyer(elle, demain))
        assert not DecisionDeSeance.objects.exists()

    def test_a_day_before_the_session(self, elle: User) -> None:
        point = point_de(tenue_avec(membre()), complete())
        hier = f"{aujourdhui() - UN_JOUR:%d/%m/%Y}"
        assert "La décision précède la séance" in dit(envoyer(elle, point, le=hier))

    def test_without_a_quorum(self, elle: User) -> None:
        RegleDeQuorum.objects.create(depuis=aujourdhui() - AN, nombre=2)
        point = point_de(tenue_avec(membre()), complete())
        assert "Le quorum n’est pas atteint sur ce point : 1 sur 2 requis" in dit(envoyer(elle, point))
        with pytest.raises(OperationRefusee, match="quorum"):
            decider(point.pk, DecisionPrise("admissible", aujourdhui()), par=elle)

    def test_votes_that_do_not_add_up(self, elle: User) -> None:
        point = point_de(tenue_avec(membre(), membre()), complete())
        assert "Les votes font 3" in dit(envoyer(elle, point, pour="3"))

    def test_a_way_that_is_not_of_this_point(self, elle: User) -> None:
        point = point_de(tenue_avec(membre()), complete())
        with pytest.raises(OperationRefusee, match="pas possible"):
            decider(point.pk, DecisionPrise("accorde", aujourdhui()), par=elle)

    def test_who_may_not_decide(self) -> None:
        point = point_de(tenue_avec(membre()), complete())
        instruit = avec_droits("instruire_candidature")
        assert envoyer(instruit, point).status_code in {302, 403}
        with pytest.raises(OperationRefusee, match="Votre rôle"):
            decider(point.pk, DecisionPrise("admissible", aujourdhui()), par=instruit)
        assert not DecisionDeSeance.objects.exists()


class TestConflictsOfInterest:
    def test_a_member_does_not_decide_on_their_own_coop(self) -> None:
        coop = CooperativeFactory.create()
        user = membre_de_coop(coop, Role.CONTRIBUTEUR)
        user.user_permissions.set(secretaire().user_permissions.all())
        point = point_de(tenue_avec(membre(), membre(), membre(user=user)), complete(cooperative=coop))
        assert "Vous avez un conflit d’intérêts" in dit(envoyer(user, point))
        assert not DecisionDeSeance.objects.exists()

    def test_found_or_declared_it_leaves_the_quorum_and_the_minutes_keep_it(self, elle: User) -> None:
        coop = CooperativeFactory.create()
        de_la_coop, declare, libre = membre(cooperative=coop), membre(), membre()
        la_seance = tenue_avec(de_la_coop, declare, libre)
        point = point_de(la_seance, complete(cooperative=coop))
        assert declare.user is not None
        navigateur(declare.user).post(f"/admin/registre/points/{point.pk}/declarer/")
        assert "Les votes font 2 : 1 membres" in dit(envoyer(elle, point, pour="2"))
        envoyer(elle, point, pour="1")
        notes = ConflitDInteret.objects.filter(point=point).order_by("origine")
        assert [(n.membre, n.origine) for n in notes] == [(de_la_coop, "constate"), (declare, "declare")]
        assert DecisionDeSeance.objects.get(point=point).presents == 1

    def test_alone_against_everybody_nothing_is_decided(self, elle: User) -> None:
        coop = CooperativeFactory.create()
        point = point_de(tenue_avec(membre(cooperative=coop)), complete(cooperative=coop))
        assert "Le quorum n’est pas atteint" in dit(envoyer(elle, point))

    def test_the_deliberation_is_shown_to_the_others_alone(self, elle: User) -> None:
        coop = CooperativeFactory.create()
        ecarte, libre = membre(cooperative=coop), membre()
        la_seance = tenue_avec(ecarte, libre)
        point = point_de(la_seance, complete(cooperative=coop))
        envoyer(elle, point, deliberation="On a hésité.")
        assert ecarte.user is not None
        assert libre.user is not None
        assert "On a hésité." in mots(lire(navigateur(libre.user), page_de(la_seance)).main)
        page = mots(lire(navigateur(ecarte.user), page_de(la_seance)).main)
        assert "On a hésité." not in page
        assert "Candidature admissible" in page

    def test_a_declaration_is_taken_back_while_nothing_is_decided(self, elle: User) -> None:
        siege, autre = membre(), membre()
        point = point_de(tenue_avec(siege, autre), complete())
        assert siege.user is not None
        client = navigateur(siege.user)
        for acte in ("declarer", "reprendre"):
            client.post(f"/admin/registre/points/{point.pk}/{acte}/")
        assert not ConflitDInteret.objects.exists()
        envoyer(elle, point)
        client.post(f"/admin/registre/points/{point.pk}/declarer/")
        assert not ConflitDInteret.objects.exists()


def test_what_the_public_will_read_is_shown_before_a_decision_is_confirmed(elle: User) -> None:
    point = point_de(tenue_avec(membre()), complete())
    page, client = f"/admin/registre/points/{point.pk}/decider/", navigateur(elle)
    apercu = client.post(page, decision(deliberation="Longue.", motif="Tout y est."))

    assert "Ce que le public lira" in dit(apercu)
    assert "Motif publié" not in dit(apercu)
    assert not DecisionDeSeance.objects.exists()

    rendu = BeautifulSoup(client.post(page, decision(deliberation="Longue.") | {"modifier": "1"}).content, "lxml")
    assert rendu.select_one("#id_deliberation").text.strip() == "Longue."


def test_what_changes_nothing_in_public_is_written_at_once(elle: User) -> None:
    point = point_de(tenue_avec(membre()), deposee(aujourdhui() - 20 * UN_JOUR), "completude")
    page = f"/admin/registre/points/{point.pk}/decider/"
    assert navigateur(elle).post(page, decision(sens="complet")).status_code == 302
    assert DecisionDeSeance.objects.get().sens == "complet"


def test_the_reason_of_a_suspension_is_shown_as_the_public_will_read_it(elle: User) -> None:
    label = labellisee(aujourdhui() - AN)
    la_seance = tenue_avec(membre())
    nature = NatureDePoint.SUSPENSION
    point = ordre_du_jour.ajouter(la_seance.pk, par=elle, nature=nature, cooperative=label.cooperative, intitule="")
    page = f"/admin/registre/points/{point.pk}/decider/"
    vu = dit(navigateur(elle).post(page, decision(sens="suspendu", motif="Le point manque.")))
    assert "Motif publié : « Le point manque. »" in vu


def test_a_decision_confirmed_on_another_history_is_shown_again(elle: User) -> None:
    label = labellisee(aujourdhui() - AN)
    la_seance, nature = tenue_avec(membre()), NatureDePoint.RETRAIT
    point = ordre_du_jour.ajouter(la_seance.pk, par=elle, nature=nature, cooperative=label.cooperative, intitule="")
    page, client = f"/admin/registre/points/{point.pk}/decider/", navigateur(elle)
    retrait = decision(sens="retire", motif="Engagements non tenus.")
    [vu] = BeautifulSoup(client.post(page, retrait).content, "lxml").select("input[name=vu]")
    operations.suspendre(label.pk, par=None, le=aujourdhui(), motif="Point non remis.")

    encore = client.post(page, retrait | {"vu": str(vu["value"]), "confirmer": "1"})
    assert "Le journal a changé" in dit(encore)
    assert not DecisionDeSeance.objects.exists()


def test_whoever_comes_second_is_told_what_was_decided(elle: User) -> None:
    la_seance = tenue_avec(membre())
    point = point_de(la_seance, complete())
    envoyer(elle, point)
    client = navigateur(elle)
    reponse = client.post(f"/admin/registre/points/{point.pk}/decider/", decision(sens="refuse", motif="Non."))
    assert reponse.status_code == 302
    assert "vient d’être décidé" in client.get(page_de(la_seance)).content.decode()
    assert DecisionDeSeance.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
@pytest.mark.lent
@pytest.mark.django_db(transaction=True)
def test_twenty_who_decide_the_same_point_at_once_make_one_decision() -> None:
    elle, candidature = secretaire(), complete()
    point = point_de(tenue_avec(membre()), candidature)

    def faire(rang: int) -> str:
        prise = DecisionPrise("admissible" if rang % 2 else "refuse", aujourdhui(), "Dit en séance.")
        try:
            return str(decider(point.pk, prise, par=elle).sens)
        except DejaDecide:
            return "déjà"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as fils:
        issues = list(fils.map(faire, range(20)))

    assert issues.count("déjà") == 19
    assert DecisionDeSeance.objects.count() == 1
    apres = Evenement.objects.filter(operation__in=("declarer_admissible", "refuser"))
    assert [evenement.rang for evenement in apres] == [DecisionDeSeance.objects.get().rang]
    assert Candidature.objects.get(pk=candidature.pk).etat in {"admissible", "refusee"}
