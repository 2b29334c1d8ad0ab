"""The mail that follows a filing: once, to each, whatever the mail server does; and the filing stands."""

import datetime
import io
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from registre.dossier.models import AvisDeDepot, Version
from registre.models import Cooperative, Role
from socle import file_de_courriels
from tests.registre.dossier.monde import RACINE, commencer, coop_a, deposer, fichier, referente, remplir
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre
from tests.registre.test_administration import connecte

pytestmark = pytest.mark.django_db


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier complete, another member beside her."""
    client = referente(coop)
    membre(coop, Role.CONTRIBUTEUR)
    commencer(client)
    remplir(client)
    return client


@pytest.fixture
def instruit() -> Client:
    """The browser of who instructs."""
    call_command("synchroniser_groupes", verbosity=0)
    return connecte("publication")


@pytest.fixture
def en_panne(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that nobody reaches."""

    def refuser(*_args: Any) -> None:
        raise ConnectionRefusedError("nobody answers")

    monkeypatch.setattr(EmailBackend, "send_messages", refuser)


def lancer(*options: str) -> str:
    """Run the command; return what it says."""
    dit = io.StringIO()
    call_command("envoyer_avis_de_depot", *options, stdout=dit)
    return dit.getvalue()


def test_filing_tells_each_member_what_was_filed_and_who_instructs_that_it_came(
    elle: Client, instruit: Client, django_capture_on_commit_callbacks: Any
) -> None:
    elle.post(f"{RACINE}pieces/", {"libelle": "PV", "fichier": fichier()})
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        deposer(elle)
    version = Version.objects.get()

    accuses = [lettre for lettre in mail.outbox if "votre dossier est déposé" in lettre.subject]
    [arrive] = [lettre for lettre in mail.outbox if "est arrivé" in lettre.subject]
    assert (len(accuses), len(mail.outbox)) == (2, 3)
    for lettre in mail.outbox:
        assert version.empreinte in lettre.body
        assert "pv.pdf" in lettre.body
    assert f"{RACINE}versions/1/" in accuses[0].body
    assert f"/admin/registre/versions/{version.pk}/" in arrive.body
    assert "est parti par courriel" in mots(lire(elle, f"{RACINE}versions/1/").main)
    assert lancer() == ""
    assert len(mail.outbox) == 3


@pytest.mark.usefixtures("en_panne")
def test_a_mail_server_that_is_down_undoes_nothing_and_is_told(
    elle: Client, instruit: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reponse = deposer(elle)
    version = Version.objects.get()
    assert reponse.headers["Location"] == f"{RACINE}versions/1/"
    page = mots(lire(elle, f"{RACINE}versions/1/").main)
    assert "n’est pas encore parti par courriel" in page
    assert "3 à envoyer" in instruit.get(f"/admin/registre/versions/{version.pk}/").content.decode()


def test_what_it_did_not_take_leaves_later_once(
    elle: Client, instruit: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with monkeypatch.context() as panne, django_capture_on_commit_callbacks(execute=True):
        panne.setattr(file_de_courriels, "message", lambda *_args: (_ for _ in ()).throw(OSError("down")))
        deposer(elle)
    assert mail.outbox == []
    assert lancer() == ""  # not yet: it waits a quarter of an hour

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=20), tick=False):
        assert "3" in lancer("--simulation")
        assert mail.outbox == []
        lancer()
        lancer()
    assert len(mail.outbox) == 3


def test_a_message_whose_sender_died_is_never_sent_again(
    elle: Client, instruit: Client, django_capture_on_commit_callbacks: Any
) -> None:
    deposer(elle)  # committed, its process killed before it wrote to anybody
    AvisDeDepot.objects.filter(a_instruire=True).update(
        etat="en_cours", pris_le=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    )
    lancer()
    assert len(mail.outbox) == 2
    assert AvisDeDepot.objects.get(a_instruire=True).etat == "incertain"
    assert (
        "1 non remis ou incertain"
        in instruit.get(f"/admin/registre/versions/{Version.objects.get().pk}/").content.decode()
    )


def test_nobody_is_told_of_a_filing_that_did_not_happen(
    elle: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    from registre.operations import OperationRefusee

    def casser(*_args: Any) -> None:
        raise OperationRefusee("Le disque est plein.")

    monkeypatch.setattr("registre.dossier.depot._figer", casser)
    with django_capture_on_commit_callbacks(execute=True):
        deposer(elle)
    assert mail.outbox == []
    assert not AvisDeDepot.objects.exists()
