"""The Federation answers reports in the admin: who may, what leaves, what is late, what is forgotten."""

import csv
import datetime
import io
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from registre.operations import OperationRefusee
from registre.signalements.models import ReglagesDesSignalements, SignalementDErreur
from registre.signalements.operations import suivre
from socle.models import User
from tests.registre.lecture import lire, mots
from tests.registre.signalements.monde import LE_JOUR, coop, le_jour, recu
from tests.socle.admin import connecte, envoyer, messages
from tests.socle.factories import UserFactory
from tests.temoin_de_cache import Purgees, purgees  # noqa: F401 - a fixture

LISTE = "/admin/snippets/signalements/signalementderreur/"
REPONSE = "Merci : le siège est corrigé."
pytestmark = pytest.mark.django_db


@pytest.fixture
def elle() -> User:
    """Somebody of the Publication group."""
    call_command("synchroniser_groupes", verbosity=0)
    return UserFactory.create(publication=True, first_name="Ada", last_name="Exemple")


def repondre(qui: User, signalement: SignalementDErreur, **champs: str) -> Any:
    """Answer on the day of these tests, by the form of the admin; mail leaves once it is committed."""
    with le_jour(LE_JOUR + datetime.timedelta(days=2)), TestCase.captureOnCommitCallbacks(execute=True):
        return envoyer(qui, signalement, "action-save", **champs)


class TestRepondre:
    def test_the_answer_is_kept_and_leaves_to_who_asked_for_it(self, elle: User) -> None:
        signalement = recu(courriel="visiteuse@example.org", cooperative=coop())
        assert "la réponse part à son auteur" in messages(repondre(elle, signalement, etat="corrige", reponse=REPONSE))
        signalement.refresh_from_db()
        assert (signalement.etat, signalement.reponse, signalement.delai) == ("corrige", REPONSE, 2)
        assert signalement.repondu_par == elle
        [message] = mail.outbox
        assert message.to == ["visiteuse@example.org"]
        assert signalement.reference in message.subject
        assert REPONSE in message.body
        assert "/registre/coop-a/" in message.body

    def test_without_an_address_no_mail_leaves(self, elle: User) -> None:
        signalement = recu()
        dit = messages(repondre(elle, signalement, etat="sans_suite", reponse="La page dit vrai."))
        assert "Personne n’a laissé d’adresse" in dit
        assert mail.outbox == []

    def test_taken_up_it_waits_still(self, elle: User) -> None:
        signalement = recu(courriel="visiteuse@example.org")
        assert "est en cours" in messages(repondre(elle, signalement, etat="en_cours"))
        signalement.refresh_from_db()
        assert (signalement.etat, signalement.repondu_le) == ("en_cours", None)
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("champs", "faute"),
        [
            ({"etat": "corrige", "reponse": ""}, "Écrivez la réponse"),
            ({"etat": "en_cours", "reponse": "Presque."}, "pour que la réponse parte"),
            ({"etat": "recu", "reponse": ""}, "n’en fait pas partie"),
            ({"etat": "corrige", "reponse": "x" * 2_001}, "2001"),
        ],
    )
    def test_a_mistake_is_said_and_nothing_leaves(self, elle: User, champs: dict[str, str], faute: str) -> None:
        signalement = recu(courriel="visiteuse@example.org")
        reponse = repondre(elle, signalement, **champs)
        assert reponse.status_code == 200
        assert faute in reponse.content.decode()
        signalement.refresh_from_db()
        assert signalement.etat == "recu"
        assert mail.outbox == []

    def test_two_who_answer_at_once_send_one_mail(self, elle: User) -> None:
        signalement = recu(courriel="visiteuse@example.org")
        suivre(signalement.pk, etat="corrige", reponse=REPONSE, par=elle)
        with pytest.raises(OperationRefusee, match="déjà répondu"):
            suivre(signalement.pk, etat="sans_suite", reponse="Non.", par=None)

    def test_what_was_answered_is_only_read(self, elle: User) -> None:
        signalement = recu()
        suivre(signalement.pk, etat="corrige", reponse=REPONSE, par=elle)
        reponse = connecte(elle).get(f"{LISTE}edit/{signalement.pk}/")
        assert reponse.headers["Location"] == f"{LISTE}inspect/{signalement.pk}/"
        fiche = connecte(elle).get(reponse.headers["Location"]).content.decode()
        assert REPONSE in fiche
        assert "Ada Exemple" in fiche

    def test_nobody_adds_nor_deletes_one(self, elle: User) -> None:
        signalement = recu()
        for qui in (elle, UserFactory.create(superuser=True)):
            for adresse in (f"{LISTE}add/", f"{LISTE}delete/{signalement.pk}/"):
                assert connecte(qui).get(adresse).status_code in {302, 404}, adresse
                connecte(qui).post(adresse)
        assert SignalementDErreur.objects.count() == 1

    def test_an_editor_who_answers_for_nothing_reads_none(self, elle: User) -> None:
        redactrice = UserFactory.create(edition=True)
        signalement = recu()
        for adresse in (LISTE, f"{LISTE}inspect/{signalement.pk}/", f"{LISTE}edit/{signalement.pk}/"):
            assert connecte(redactrice).get(adresse).status_code == 302, adresse


class TestListe:
    def test_it_says_what_is_late(self, elle: User) -> None:
        with le_jour():
            tard = recu(recu_le=LE_JOUR - datetime.timedelta(days=16))
            dernier_jour = recu(recu_le=LE_JOUR - datetime.timedelta(days=15))
            page = lire(connecte(elle), LISTE)
            assert "reçu, en retard" in mots(page.find(string=tard.reference).find_parent("tr"))
            assert "en retard" not in mots(page.find(string=dernier_jour.reference).find_parent("tr"))
            filtree = lire(connecte(elle), LISTE, 200, en_retard="true")
        assert tard.reference in str(filtree)
        assert dernier_jour.reference not in str(filtree)

    def test_the_home_of_the_admin_reminds_of_them(self, elle: User) -> None:
        with le_jour():
            tard = recu(recu_le=LE_JOUR - datetime.timedelta(days=16))
            autre = recu()
            clos = recu(etat="corrige", repondu_le=LE_JOUR, delai=1)
            page = connecte(elle).get("/admin/").content.decode()
            assert "Rien ne vous attend" not in page
            assert page.index("Erreurs signalées, en retard") < page.index(tard.reference)
            assert page.index("Erreurs signalées, à répondre") < page.index(autre.reference)
            assert clos.reference not in page
            redactrice = UserFactory.create(edition=True)
            assert "Erreurs signalées" not in connecte(redactrice).get("/admin/").content.decode()

    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    def test_it_is_exported_in_french(self, elle: User, forme: str) -> None:
        signalement = recu(courriel="visiteuse@example.org", faux='=HYPERLINK("http://x")')
        reponse: Any = connecte(elle).get(LISTE, {"export": forme})
        contenu = b"".join(reponse.streaming_content)
        if forme == "csv":
            entetes, ligne = list(csv.reader(io.StringIO(contenu.decode("utf-8-sig"))))
        else:
            entetes, ligne = [[c.value for c in r] for r in load_workbook(io.BytesIO(contenu)).active.iter_rows()]
        assert entetes[:3] == ["Référence", "SIREN", "Coopérative"]
        assert "visiteuse@example.org" not in ligne  # an export goes around
        assert ligne[0] == signalement.reference

    def test_it_asks_as_much_for_two_as_for_fifty(self, elle: User) -> None:
        client, comptes = connecte(elle), []
        for nombre in (2, 48):
            for _rang in range(nombre):
                recu()
            for adresse in (LISTE, "/admin/"):
                client.get(adresse)
                with CaptureQueriesContext(connection) as requetes:
                    client.get(adresse)
                comptes.append(len(requetes))
        assert comptes[:2] == comptes[2:]


class TestOubli:
    def test_what_was_written_is_forgotten_and_the_count_stays(self, elle: User) -> None:
        ReglagesDesSignalements.objects.create(conservation_mois=12)
        ancien = recu(courriel="visiteuse@example.org", recu_le=LE_JOUR)
        attend = recu(courriel="autre@example.org", recu_le=LE_JOUR)
        with le_jour():
            suivre(ancien.pk, etat="corrige", reponse=REPONSE, par=elle)

        def purger(quand: datetime.datetime, *options: str) -> str:
            sortie = StringIO()
            with le_jour(quand):
                call_command("purger_signalements", *options, stdout=sortie)
            return sortie.getvalue()

        dans_un_an = LE_JOUR.replace(year=2027)
        assert "0 signalement" in purger(dans_un_an)  # the last day is kept
        assert "1 signalement serait effacé" in purger(dans_un_an + datetime.timedelta(days=1), "--simulation")
        ancien.refresh_from_db()
        assert ancien.faux
        assert "1 signalement effacé" in purger(dans_un_an + datetime.timedelta(days=1))
        ancien.refresh_from_db()
        assert (ancien.faux, ancien.juste, ancien.courriel, ancien.reponse) == ("", "", "", "")
        assert (ancien.etat, ancien.delai, ancien.efface_le) == ("corrige", 0, datetime.date(2027, 6, 16))
        attend.refresh_from_db()
        assert attend.courriel == "autre@example.org"
        assert "0 signalement" in purger(dans_un_an + datetime.timedelta(days=2))

    def test_the_public_count_is_told_to_the_shared_cache(self, purgees: Purgees) -> None:  # noqa: F811
        assert reverse("registre:donnees") in purgees(recu)
