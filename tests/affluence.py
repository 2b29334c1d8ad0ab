"""Situations of the counters where what costs dear is done: full, or held by a process that ends badly."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.test import Client

from socle.affluence.guichet import Guichet

TENIR = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(); time.sleep(60)"


@contextmanager
def guichet_plein(guichet: Guichet, sorte: str = "place") -> Iterator[None]:
    """Hold every seat of this counter, as other processes of the server would."""
    with ExitStack() as pris:
        for siege in _sieges(guichet, sorte):
            fcntl.flock(pris.enter_context(siege.open("w")), fcntl.LOCK_EX)
        yield


def tenir_a_part(guichet: Guichet, sorte: str = "place") -> list["subprocess.Popen[bytes]"]:
    """Start a process for each seat of this counter, which holds it until it is killed."""
    tenants = []
    for siege in _sieges(guichet, sorte):
        tenant = subprocess.Popen([sys.executable, "-c", TENIR, str(siege)], stdout=subprocess.PIPE)  # noqa: S603
        assert tenant.stdout is not None
        assert tenant.stdout.readline()
        tenants.append(tenant)
    return tenants


def visiteur(adresse: str) -> Client:
    return Client(REMOTE_ADDR=adresse)


def _sieges(guichet: Guichet, sorte: str) -> list[Path]:
    combien = guichet.a_la_fois + (guichet.en_attente if sorte == "place" else 0)
    dossier = Path(settings.DRAWINGS_ROOT) / "guichets"
    dossier.mkdir(parents=True, exist_ok=True)
    return [dossier / f"{guichet.nom}-{sorte}-{rang}" for rang in range(combien)]
