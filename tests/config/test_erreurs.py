"""An error nobody expected: a database that is down is said as such, so that a shared cache gives what it keeps."""

import errno
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from config import patience

pytestmark = pytest.mark.django_db
ENTREES = ("/registre/", "/", "/jamais-vue/")


@pytest.fixture(autouse=True)
def arretee(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database stays down for whoever waits for it, unless a test says otherwise; nobody waits long here."""
    monkeypatch.setattr("config.patience.database_answers", lambda: False)
    monkeypatch.setattr("config.patience.ENCORE", 0)
    monkeypatch.setattr("config.patience.PATIENCE", 0.1)


def tomber(*_args: Any) -> Any:
    """Stand for a database that is gone."""
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize("adresse", ENTREES)
def test_a_database_that_is_down_is_a_503_that_says_so(adresse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.pannes.database_answers", lambda: False)
    with connection.execute_wrapper(tomber):
        reponse = Client(raise_request_exception=False).get(adresse)

    assert reponse.status_code == 503
    assert reponse.headers["Retry-After"] == "60"
    assert "Sa base de données est arrêtée" in reponse.content.decode()
    assert "s-maxage" not in reponse.headers.get("Cache-Control", "")


def test_a_query_refused_by_a_database_that_answers_is_a_fault_of_ours() -> None:
    with connection.execute_wrapper(tomber):
        reponse = Client(raise_request_exception=False).get("/registre/")
    assert reponse.status_code == 500
    assert "Elle vient de nous" in reponse.content.decode()


def coupee(erreur: type[Exception]) -> Any:
    """Stand for a connection that ends so, as Django tells it."""

    def tomber(*_args: Any) -> Any:
        raise OperationalError("terminating connection") from erreur("terminating connection")

    return tomber


@pytest.mark.parametrize(
    "erreur", [psycopg.errors.AdminShutdown, psycopg.errors.CannotConnectNow, psycopg.OperationalError]
)
def test_a_database_that_went_away_and_is_back_already_is_a_503_too(erreur: type[Exception]) -> None:
    with connection.execute_wrapper(coupee(erreur)):
        reponse = Client(raise_request_exception=False).get("/registre/")
    assert reponse.status_code == 503


class UneBaseQuiTombe:
    """Down, then back: how often whoever waits asked for it is counted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tombee, self.sondee = True, 0
        monkeypatch.setattr("config.patience.database_answers", self.repond)
        monkeypatch.setattr("config.pannes.database_answers", lambda: False)
        monkeypatch.setattr("config.patience.PATIENCE", 60)

    def __call__(self, execute: Any, *args: Any) -> Any:
        if self.tombee:
            raise OperationalError("terminating connection") from psycopg.errors.AdminShutdown("terminating")
        return execute(*args)

    def repond(self) -> bool:
        """Say whether it is back: at the third time of asking."""
        self.sondee += 1
        if self.sondee == 3:
            self.tombee = False
        return self.sondee >= 3


def test_a_page_that_nobody_has_is_waited_for_while_the_database_restarts(monkeypatch: pytest.MonkeyPatch) -> None:
    base = UneBaseQuiTombe(monkeypatch)
    with connection.execute_wrapper(base):
        assert Client(raise_request_exception=False).get("/registre/").status_code == 200
    assert base.sondee == 3


def test_a_page_that_nginx_keeps_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    base = UneBaseQuiTombe(monkeypatch)
    with connection.execute_wrapper(base):
        copie = {"If-None-Match": '"what it keeps"'}
        assert Client(raise_request_exception=False).get("/registre/", headers=copie).status_code == 503
    assert base.sondee == 0


def test_what_is_written_is_never_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    base = UneBaseQuiTombe(monkeypatch)
    with connection.execute_wrapper(base):
        assert Client(raise_request_exception=False).post("/compte/login/", {"login": "a"}).status_code == 503
    assert base.sondee == 0


def test_nobody_waits_when_two_already_do_nor_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    base = UneBaseQuiTombe(monkeypatch)
    base.sondee = -1_000_000
    monkeypatch.setattr("config.patience.PATIENCE", 0.1)
    with connection.execute_wrapper(base):
        assert Client(raise_request_exception=False).get("/registre/").status_code == 503
        assert base.sondee > -1_000_000

        sondee = base.sondee
        with patience._places, patience._places:
            assert Client(raise_request_exception=False).get("/registre/").status_code == 503
        assert base.sondee == sondee


@pytest.mark.parametrize("erreur", [psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable])
def test_a_query_that_the_database_gave_up_is_a_fault_of_ours(erreur: type[Exception]) -> None:
    with connection.execute_wrapper(coupee(erreur)):
        assert Client(raise_request_exception=False).get("/registre/").status_code == 500


@pytest.mark.parametrize("erreur", [psycopg.errors.DiskFull("no room"), OSError(errno.ENOSPC, "No space left")])
def test_a_full_disk_is_said_in_words(erreur: Exception) -> None:
    def tomber(*_args: Any) -> Any:
        if isinstance(erreur, OSError):
            raise erreur
        raise OperationalError("no room") from erreur

    with connection.execute_wrapper(tomber):
        reponse = Client(raise_request_exception=False).get("/registre/")
    assert reponse.status_code == 507
    assert "Le disque du site est plein" in reponse.content.decode()
