"""An error nobody expected: a database that is down is said as such, so that a shared cache gives what it keeps."""

from typing import Any

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
    monkeypatch.setattr("config.erreurs.database_answers", lambda: False)
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
