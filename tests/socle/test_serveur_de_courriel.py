"""A mail server that does not answer: asked once in a while, and never handed a letter that it may have."""

import datetime
import time
from collections.abc import Iterator
from typing import Any

import pytest

from config.settings.base import EMAIL_SECONDS, email_settings
from socle import file_de_courriels, serveur_de_courriel
from socle.courriels import message
from socle.repit import Repit
from tests.pannes.boite import Boite

MAINTENANT = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)


class Ligne:
    """A row that waits, without a database."""

    def __init__(self) -> None:
        self.etat, self.erreur, self.essais, self.envoye_le = "", "", 1, None

    def save(self) -> None:
        """Take note of nothing: the test reads it."""


@pytest.fixture
def boite(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Boite]:
    """The server, which production's settings would wait for half a second."""
    monkeypatch.setattr(serveur_de_courriel, "REPIT", Repit(30))
    monkeypatch.setattr(serveur_de_courriel, "ACCUSE", 0.5)
    boite = Boite()
    settings.EMAIL_BACKEND = "socle.serveur_de_courriel.ServeurDeCourriel"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", boite.port, 0.5
    yield boite
    boite.fermer()


def remettre() -> Ligne:
    """Hand a letter over; return its row."""
    ligne = Ligne()
    file_de_courriels.remettre(ligne, "Un sujet", "Un corps.", "a@exemple.fr", maintenant=MAINTENANT)
    return ligne


def test_a_letter_that_is_taken_is_sent_whatever_the_server_says_next(boite: Boite) -> None:
    assert remettre().etat == "envoye"
    boite.muette = "QUIT"
    assert remettre().etat == "envoye"
    assert len(boite.recues) == 2


@pytest.mark.parametrize("quand", ["", "EHLO", "MAIL", "DATA"])
def test_a_letter_that_was_not_handed_over_waits(boite: Boite, quand: str) -> None:
    boite.muette = quand
    assert remettre().etat == "a_envoyer"
    assert boite.recues == []


def test_a_letter_handed_over_without_a_word_back_may_have_been_sent(boite: Boite) -> None:
    boite.muette = "PRIS"
    assert remettre().etat == "incertain"
    assert len(boite.recues) == 1


def test_the_next_ones_do_not_wait_for_a_server_that_is_down(boite: Boite) -> None:
    boite.muette = ""
    remettre()
    debut = time.monotonic()
    assert {remettre().erreur for _lettre in range(5)} == {str(serveur_de_courriel.EnRepit())}
    assert time.monotonic() - debut < 0.5
    with pytest.raises(serveur_de_courriel.EnRepit):
        message("Un sujet", "Un corps.", "a@exemple.fr").send()


def test_it_is_asked_again_later_and_then_always(boite: Boite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serveur_de_courriel.REPIT, "secondes", 0.1)
    boite.muette = ""
    remettre()
    boite.muette = None
    time.sleep(0.2)
    assert [remettre().etat for _lettre in range(2)] == ["envoye", "envoye"]


def test_production_waits_for_it_ten_seconds_unless_its_address_says_otherwise() -> None:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    assert email_settings({"EMAIL_BACKEND": smtp, "EMAIL_TIMEOUT": None})["EMAIL_TIMEOUT"] == EMAIL_SECONDS
    assert email_settings({"EMAIL_BACKEND": smtp, "EMAIL_TIMEOUT": 3})["EMAIL_TIMEOUT"] == 3
