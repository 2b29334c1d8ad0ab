"""What a process of the site holds after 10,000 requests against 1,000, of pages that all differ: it keeps so much.

    .venv/bin/python -m tests.benchmarks.memoire                       on SQLite
    DATABASE_SERVER=postgres://… .venv/bin/python -m tests.benchmarks.memoire    on PostgreSQL

Production's settings, in this process, without a server: coops on many days, filters of both lists, sheets, searches.
"""

import io
import os
import random
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from outils.verifier import example_environment
from tests.benchmarks.affluence import cache
from tests.benchmarks.bonnes_pratiques import PETIT, ROOT, base

AVANT, APRES = 1_000, 10_000
PLAFOND = 1.2
FIXES = ("/", "/raison-d-etre/", "/registre/", "/registre/barometre/", "/bonnes-pratiques/", "/en/registre/")


def application(dossier: str) -> Any:
    """Return the site as a WSGI application, with the settings of production, its files in this folder."""
    la = {nom: f"{dossier}/{nom.lower()}" for nom in ("MEDIA_ROOT", "STATIC_ROOT", "DRAWINGS_ROOT")}
    os.environ |= example_environment() | la | {"DATABASE_URL": base(PETIT), "CACHE_URL": cache(), "LOG_LEVEL": "ERROR"}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", "CACHE_PURGE_URL": ""}
    Path(la["STATIC_ROOT"]).mkdir()
    sys.path.insert(0, str(ROOT / "site"))

    from django.core.management import call_command

    from config.wsgi import application as site

    call_command("collectstatic", "--no-input", verbosity=0)
    return site


def demander(site: Any, adresse: str) -> bytes:
    """Return the body of the page at this address. Raises `RuntimeError` for any other answer."""
    chemin, _interrogation, question = adresse.partition("?")
    statuts: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": chemin,
        "QUERY_STRING": question,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "HTTP_HOST": "localhost",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_FOR": "203.0.113.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }

    rendu = site(environ, lambda statut, _entetes, _faute=None: statuts.append(statut))
    corps = b"".join(rendu)
    rendu.close()

    if not statuts[0].startswith("200"):
        raise RuntimeError(f"{adresse}: {statuts[0]}")
    return corps


def adresse_au_hasard(de: random.Random, coops: list[str]) -> str:
    """Return a page that was most likely never asked: another day, another filter."""
    jour = f"{de.randint(2022, 2027)}-{de.randint(1, 12):02d}-{de.randint(1, 28):02d}"
    return de.choice(
        [
            de.choice(FIXES),
            f"{de.choice(coops)}?au={jour}",
            de.choice(coops),
            f"/registre/?au={jour}&tri={de.choice(['nom', 'fin', 'octroi'])}",
            f"/bonnes-pratiques/recit-{de.randint(1, PETIT - 1)}/",
            f"/bonnes-pratiques/?engagement={de.randint(1, 12)}&engagement={de.randint(1, 12)}",
            f"/recherche/?q=chauffage+{de.randrange(10_000)}",
        ]
    )


def megaoctets() -> float:
    """Return what this process holds now, in megabytes."""
    lu = re.search(r"^VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    if lu is None:
        raise LookupError("This system does not say what a process holds.")
    return int(lu[1]) / 1024


def main() -> int:
    """Return 1 when the process holds more than is asked."""
    de = random.Random(9)  # noqa: S311 - which page, nothing secret
    with tempfile.TemporaryDirectory() as dossier:
        site = application(dossier)
        coops = [
            nom.decode() for nom in re.findall(rb'class="coop__nom"><a href="([^"]+)"', demander(site, "/registre/"))
        ]

        tenus = {}
        for rang in range(1, APRES + 1):
            demander(site, adresse_au_hasard(de, coops))
            if rang in {AVANT, APRES}:
                tenus[rang] = megaoctets()
                print(f"  after {rang:6} requests: {tenus[rang]:.0f} MB", flush=True)

    fois = tenus[APRES] / tenus[AVANT]
    print(f"  x {fois:.2f}, {PLAFOND} or less: {'yes' if fois <= PLAFOND else 'NO'}")
    return int(fois > PLAFOND)


if __name__ == "__main__":
    sys.exit(main())
