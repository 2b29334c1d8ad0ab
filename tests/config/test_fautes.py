"""What a Sentry is told of a fault, as it receives it: what broke, and nothing of whom it broke for."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from config.environment import BASE_DIR

pytestmark = pytest.mark.lent

# Without tables every page breaks. What a visitor gave, typed or is must not leave.
BRISER = """
import os, sys
import django
from config.settings.fautes import raconter_les_fautes
raconter_les_fautes(sys.argv[1])
django.setup()
import logging
import sentry_sdk
from django.test import Client
visiteur = Client(raise_request_exception=False, headers={"host": "localhost", "user-agent": "zq9-navigateur"})
visiteur.cookies["session"] = "zq9-temoin"
reponse = visiteur.post("/compte/invitation/zq9-jeton/?q=zq9-requete", {"nom": "zq9-nom"}, REMOTE_ADDR="9.8.7.6")
assert reponse.status_code == 500, reponse.status_code
try:
    raise ValueError("zq9-adresse@example.org existe déjà")
except ValueError:
    logging.getLogger("socle").exception("Refused for %s", "zq9-argument")
sentry_sdk.flush(10)
"""


LIRE = {"br": brotli.decompress, "gzip": gzip.decompress}


class Recu(BaseHTTPRequestHandler):
    """A Sentry that keeps what it is sent."""

    def do_POST(self) -> None:
        corps = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.recus.append(LIRE[self.headers["Content-Encoding"]](corps).decode())  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: Any) -> None:
        """Say nothing on the screen."""


@pytest.fixture
def sentry() -> Iterator[ThreadingHTTPServer]:
    """A server of the Sentry kind, on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Recu) as serveur:
        serveur.recus = []  # type: ignore[attr-defined]
        threading.Thread(target=serveur.serve_forever, args=(0.05,), daemon=True).start()
        yield serveur
        serveur.shutdown()


def test_a_fault_is_told_by_its_kind_and_its_code_and_nothing_of_a_person(
    sentry: ThreadingHTTPServer, tmp_path: Path
) -> None:
    milieu = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": "site:."}
    vide = {"DATABASE_URL": f"sqlite:///{tmp_path / 'sans-table.sqlite3'}"}
    adresse = f"http://cle@127.0.0.1:{sentry.server_port}/1"
    ordre = [sys.executable, "-c", BRISER, adresse, "--email=zq9-argument"]
    subprocess.run(ordre, cwd=BASE_DIR, env=os.environ | milieu | vide, check=True, capture_output=True)  # noqa: S603

    recus = sentry.recus  # type: ignore[attr-defined]
    fautes = [json.loads(ligne) for recu in recus for ligne in recu.splitlines() if '"exception"' in ligne]
    genres = {faute["exception"]["values"][-1]["type"] for faute in fautes}
    assert genres == {"OperationalError", "ValueError"}
    assert "ouvrir_un_compte" in recus[0]
    assert [secret for secret in ("zq9", "9.8.7.6", "@example.org") if secret in "\n".join(recus)] == []


def test_a_machine_that_names_one_without_the_library_is_told_what_to_install() -> None:
    absente = "import sys; sys.modules['sentry_sdk'] = None"
    sans = f"{absente}; from config.settings import fautes; fautes.raconter_les_fautes('')"
    ordre = [sys.executable, "-c", sans]
    milieu = os.environ | {"PYTHONPATH": "site:."}
    fini = subprocess.run(ordre, cwd=BASE_DIR, env=milieu, check=False, capture_output=True, text=True)  # noqa: S603
    assert "uv sync --locked --extra sentry" in fini.stderr
