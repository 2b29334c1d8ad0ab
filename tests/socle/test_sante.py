"""The two addresses a supervisor watches, each outage made for real."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from config.environment import BASE_DIR
from socle import sante

pytestmark = pytest.mark.lent

ASK = """
import django
django.setup()
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/sante/pret")
print(answer.status_code)
print(answer.content.decode())
"""


@pytest.fixture
def closed_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(tmp_path: Path, **variables: str) -> tuple[int, dict[str, str], str]:
    """Ask another process, started with these variables, whether it is ready: status, states, its log."""
    here = {"DATABASE_URL": f"sqlite:///{tmp_path / 'base.sqlite3'}", "MEDIA_ROOT": str(tmp_path / "media")}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK],
        cwd=BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", **here, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    status, states = done.stdout.split("\n", 1)

    return int(status), json.loads(states), done.stderr


def own(states: dict[str, str]) -> dict[str, str]:
    """Leave out what rooms add: `journal` is unknown on a database without tables, and makes no 503 by itself; nor do
    keys, of which tests have none, and with them nothing is signed."""
    assert states.pop("journal") == "inconnu"
    assert states.pop("journal public") == "non signé"
    assert states.pop("clés") == "clé «\u00a0justificatif\u00a0» absente ; clé «\u00a0journal\u00a0» absente"
    return states


def test_a_living_process_says_so_without_database_or_session() -> None:
    answer = Client().get("/sante/vivant")  # no `db` fixture: a single query would fail this test
    assert (answer.status_code, answer.content) == (200, b"vivant\n")
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_everything_up_is_named_and_never_cached(db: None, client: Client) -> None:
    answer = client.get("/sante/pret")
    assert answer.status_code == 200
    states = {"base de données": "en marche", "cache": "en marche", "stockage": "en marche"}
    keys = "clé «\u00a0justificatif\u00a0» absente ; clé «\u00a0journal\u00a0» absente"
    assert answer.json() == states | {"journal": "jamais vérifié", "clés": keys, "journal public": "non signé"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_a_room_announces_is_told_and_never_makes_the_site_unready(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sante, "ANNONCES", {})
    sante.annoncer("marée", lambda: "haute")
    sante.annoncer("lune", lambda: str(1 // 0))
    answer = client.get("/sante/pret")
    assert answer.status_code == 200
    assert (answer.json()["marée"], answer.json()["lune"]) == ("haute", "inconnu")


def test_asking_leaves_no_file_behind(db: None, client: Client, settings: Any) -> None:
    client.get("/sante/pret")
    assert list(Path(settings.MEDIA_ROOT).rglob(".sante-*")) == []


def test_only_reading_is_answered() -> None:
    assert Client().post("/sante/vivant").status_code == 405


def test_a_database_that_does_not_answer_is_named(tmp_path: Path, closed_port: int) -> None:
    url = f"postgres://compte:mot-de-passe@127.0.0.1:{closed_port}/base"
    status, states, log = ready(tmp_path, DATABASE_URL=url)
    assert status == 503
    assert own(states) == {"base de données": "en panne", "cache": "en marche", "stockage": "en marche"}
    assert "base de données does not answer" in log
    assert "mot-de-passe" not in log


def test_a_cache_that_does_not_answer_is_named(tmp_path: Path, closed_port: int) -> None:
    status, states, _log = ready(tmp_path, CACHE_URL=f"redis://127.0.0.1:{closed_port}/0")
    assert status == 503
    assert own(states) == {"base de données": "en marche", "cache": "en panne", "stockage": "en marche"}


def test_a_media_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "fichier"
    in_the_way.touch()
    status, states, _log = ready(tmp_path, MEDIA_ROOT=str(in_the_way / "media"))
    assert status == 503
    assert own(states) == {"base de données": "en marche", "cache": "en marche", "stockage": "en panne"}
