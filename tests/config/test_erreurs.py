"""An error nobody expected: a database that is down is said as such, so that a shared cache gives what it keeps."""

import errno
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db
ENTREES = ("/registre/", "/", "/jamais-vue/")


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
