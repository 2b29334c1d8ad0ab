"""The public log, asked by its addresses: which decisions are there, what proves them, what is refused."""

import datetime
import json
from base64 import b64decode

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from registre.models import Evenement, Label
from registre.preuve.models import FeuilleDuJournal
from tests.registre import decisions
from tests.registre.factories import admissible, labellisee, retiree, suspendue
from tests.registre.preuve import rfc9162

pytestmark = pytest.mark.django_db
D = datetime.date


def entrees(client: Client, taille: int) -> list[bytes]:
    """Every leaf of a log of fewer than 256, as its bundle has them."""
    octets = client.get(f"/registre/journal/tile/entries/000.p/{taille}").content
    lues = []
    while octets:
        longueur = int.from_bytes(octets[:2])
        lues.append(octets[2 : 2 + longueur])
        octets = octets[2 + longueur :]
    return lues


def contenus() -> list[dict]:
    return [json.loads(feuille.contenu) for feuille in FeuilleDuJournal.objects.order_by("indice")]


class TestALeaf:
    def test_is_added_by_each_public_decision_on_a_label(self) -> None:
        label = suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))
        decisions.lever_suspension(label.pk, le=D(2024, 10, 1), motif="Réparé.")
        decisions.retirer(label.pk, le=D(2025, 1, 10), motif="Trois engagements abandonnés.")

        dites = contenus()
        assert [dite["operation"] for dite in dites] == ["accorder_label", "suspendre", "lever_suspension", "retirer"]
        assert {dite["numero"] for dite in dites} == {label.numero}
        assert dites[0]["valide_jusqu_au"] == label.valide_jusqu_au.isoformat()
        assert dites[0]["siren"] == label.cooperative.siren
        assert len(dites[0]["engagements"]) == 8

    def test_is_not_added_for_a_candidature_admissible_or_not(self) -> None:
        admissible(D(2024, 1, 10))

        assert contenus() == []

    def test_tells_neither_a_reason_nor_a_person(self) -> None:
        retiree(labellisee(D(2024, 3, 1)), D(2025, 1, 10))

        for feuille in FeuilleDuJournal.objects.select_related("evenement"):
            assert not feuille.evenement.motif or feuille.evenement.motif not in feuille.contenu
            assert feuille.evenement.empreinte in feuille.contenu

    def test_is_added_for_a_correction_that_names_the_leaf_put_right(self) -> None:
        label = labellisee(D(2024, 3, 1))
        suspension = decisions.suspendre(label.pk, le=D(2024, 9, 1), motif="Visite refusée.")
        evenement = Evenement.objects.get(operation="suspendre")
        decisions.corriger(evenement.pk, le=D(2024, 9, 2), motif="Jour mal lu.")

        dite = contenus()[-1]
        assert suspension
        assert dite["operation"] == "corriger"
        assert dite["corrections"][0]["feuille"] == 1
        assert dite["corrections"][0]["decision"]["decide_le"] == "2024-09-02"

    def test_says_void_what_an_annulment_annuls(self) -> None:
        label = labellisee(D(2024, 3, 1))
        decisions.suspendre(label.pk, le=D(2024, 9, 1), motif="Visite refusée.")
        decisions.annuler(Evenement.objects.get(operation="suspendre").pk, motif="Autre coop.")

        assert contenus()[-1]["corrections"] == [{"feuille": 1, "decision": None}]

    def test_goes_with_its_event_or_not_at_all(self) -> None:
        label = labellisee(D(2024, 3, 1))
        with transaction.atomic():
            decisions.suspendre(label.pk, le=D(2024, 9, 1), motif="Visite refusée.")
            transaction.set_rollback(True)

        assert len(contenus()) == 1

    @pytest.mark.parametrize("ordre", ["UPDATE {t} SET indice = indice + 9", "DELETE FROM {t}"])
    def test_is_never_changed_nor_removed(self, ordre: str) -> None:
        labellisee(D(2024, 3, 1))
        connection.check_constraints()
        with pytest.raises(DatabaseError, match="changed or removed"), connection.cursor() as curseur:
            curseur.execute(ordre.format(t="preuve_feuilledujournal"))


class TestTheProofOfALabel:
    def test_leads_from_each_of_its_leaves_to_the_root(self, client: Client) -> None:
        labellisee(D(2024, 2, 1))
        label = suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))
        labellisee(D(2024, 11, 1))

        lue = client.get(f"/registre/labels/{label.numero}/preuve.json").json()
        assert [feuille["indice"] for feuille in lue["feuilles"]] == [1, 2]
        for feuille in lue["feuilles"]:
            hachage = rfc9162.feuille(feuille["contenu"].encode())
            chemin = [b64decode(noeud) for noeud in feuille["preuve"]]
            assert rfc9162.verifie_l_inclusion(hachage, feuille["indice"], 4, chemin, b64decode(lue["racine"]))
        assert b64decode(lue["racine"]) == rfc9162.mth(entrees(client, 4))

    def test_of_a_number_nobody_had_is_not_found_in_words(self, client: Client) -> None:
        reponse = client.get("/registre/labels/QC-2020-9999/preuve.json")
        assert reponse.status_code == 404
        assert "n’a jamais porté" in reponse.content.decode()


class TestTheTiles:
    def test_are_served_as_they_are_and_for_ever(self, client: Client) -> None:
        label = suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))
        tuile = client.get("/registre/journal/tile/0/000.p/2")

        assert tuile.content == b"".join(rfc9162.feuille(lue) for lue in entrees(client, 2))
        assert "immutable" in tuile.headers["Cache-Control"]
        assert client.get("/registre/journal/tile/0/000.p/1").content == tuile.content[:32]
        assert label.numero.encode() in entrees(client, 2)[0]

    @pytest.mark.parametrize("chemin", ["0/000", "0/000.p/3", "1/000.p/1", "0/001.p/1", "9/000", "n/importe", "0/0"])
    def test_that_are_not_there_are_not_found_and_not_kept(self, client: Client, chemin: str) -> None:
        suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))
        reponse = client.get(f"/registre/journal/tile/{chemin}")

        assert (reponse.status_code, reponse.headers["Cache-Control"]) == (404, "no-store")


class TestConsistency:
    def test_of_two_sizes_is_proved(self, client: Client) -> None:
        for mois in range(1, 8):
            labellisee(D(2024, mois, 1))
        feuilles = entrees(client, 7)

        lue = client.get("/registre/journal/coherence.json?ancienne=3&taille=7").json()
        preuve, racines = [b64decode(n) for n in lue["preuve"]], (rfc9162.mth(feuilles[:3]), rfc9162.mth(feuilles))
        assert rfc9162.verifie_la_coherence(3, 7, preuve, *racines)
        assert (b64decode(lue["racine_ancienne"]), b64decode(lue["racine"])) == racines

    @pytest.mark.parametrize(
        "question", ["", "?ancienne=x", "?ancienne=2&taille=1", "?ancienne=1&taille=9", "?ancienne=-1"]
    )
    def test_of_sizes_that_mean_nothing_is_refused_in_words(self, client: Client, question: str) -> None:
        labellisee(D(2024, 3, 1))
        reponse = client.get(f"/registre/journal/coherence.json{question}")

        assert reponse.status_code == 400
        assert reponse.json()["message"]


def test_a_log_of_nothing_has_the_root_of_nothing(client: Client) -> None:
    lue = client.get("/registre/journal/coherence.json?ancienne=0").json()
    assert (b64decode(lue["racine"]), lue["preuve"]) == (rfc9162.mth([]), [])
    assert not Label.objects.exists()
