"""What a page costs beside the same kind of page of another server: medians of ratios, one of each in turn.

    make bench PAIR=http://127.0.0.1:9001
    A_FROID=1 make bench PAIR=http://127.0.0.1:9001     as the first reader after a change: nothing kept may serve

The other server is started by whoever asks: another build of this site from its own checkout (`--servir`), where the
same addresses are asked, or another site, where its nearest pages are (`EN_FACE`: those of wagtail/bakerydemo). Ours is
served as production does (`tests.benchmarks.affluence`), on each database that answers, with real pages, forty coops
and the library's sheets. One client, a connection that is kept, whole answers, nothing compressed.
"""

import os
import re
import secrets
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from outils.tester import postgres_url
from tests.benchmarks.affluence import demander, site
from tests.benchmarks.bonnes_pratiques import PETIT, base
from tests.benchmarks.lien import Lien

TOURS = int(os.environ.get("TOURS", "60"))
PREMIERES = 8  # requests that are not counted: each process reads and compiles what it keeps
LISTE, BLOG, BILLET = "/registre/", "/blog/", "/blog/wild-yeast/"
EN_FACE = {
    "home": "/",
    "register": BLOG,
    "library": BLOG,
    "manifesto": BILLET,
    "sheet": BILLET,
    "coop": BILLET,
    "search": "/search/?q=bread",
}
CONTRE_UN_AUTRE = {
    "home": 0.6,
    "register": 0.6,
    "library": 0.8,
    "manifesto": 0.6,
    "sheet": 0.9,
    "coop": 0.9,
    "search": 0.5,
}
OUBLIER = "UPDATE socle_versiondesreperes SET jeton = '{}'"
CONTRE_L_ANCIEN = {"home": 0.5, "register": 0.6, "search": 0.75}  # the others: half


def lien_vers(adresse: str) -> Lien:
    """Return a connection to the server of this address."""
    lue = urlsplit(adresse)
    return Lien(lue.port or 80, lue.hostname or "127.0.0.1")


def secondes(lien: Lien, page: str) -> float:
    """Return what one request takes. Raises `RuntimeError` for any other answer than a page."""
    duree, reponse, _corps = lien.demander(page)
    if reponse.status != 200:
        raise RuntimeError(f"{page}: {reponse.status}")
    return duree


def pages(port: int) -> dict[str, str]:
    """The pages measured, by name: a coop is the first that the register lists, a sheet one of the library's."""
    coop = re.search(rb'class="coop__nom"><a href="([^"]+)"', demander(port, LISTE)[3])
    if coop is None:
        raise LookupError("No coop in the register.")
    return {
        "home": "/",
        "register": LISTE,
        "library": "/bonnes-pratiques/",
        "manifesto": "/raison-d-etre/",
        "sheet": "/bonnes-pratiques/recit-7/",
        "coop": coop[1].decode(),
        "search": "/recherche/?q=chauffage",
    }


@contextmanager
def oubli(adresse: str) -> Iterator[Callable[[], None]]:
    """Give what makes every process of the site on this database read again what it keeps; nothing, unless asked."""
    if not os.environ.get("A_FROID"):
        yield lambda: None
        return
    lue = adresse.removeprefix("sqlite:///")
    connexion = sqlite3.connect(lue, timeout=20) if lue != adresse else psycopg.connect(adresse)

    def oublier() -> None:
        connexion.execute(OUBLIER.format(secrets.token_hex(16)))
        connexion.commit()

    try:
        yield oublier
    finally:
        connexion.close()


def est_des_notres(autre: str) -> bool:
    """Whether the other server is a build of this site: it has a register."""
    try:
        secondes(lien_vers(autre), LISTE)
    except RuntimeError:
        return False
    return True


def comparer(port: int, autre: str, oublier: Callable[[], None]) -> bool:
    """Print what each page costs for one of the other server; return whether all that is asked holds."""
    notre, sien, anciens = Lien(port), lien_vers(autre), est_des_notres(autre)
    tenus = []

    for nom, page in pages(port).items():
        en_face = page if anciens else EN_FACE[nom]
        for _echauffement in range(PREMIERES):
            secondes(notre, page), secondes(sien, en_face)
        couples = []
        for _tour in range(TOURS):
            oublier()
            couples.append((secondes(notre, page), secondes(sien, en_face)))

        fois = statistics.median(a / b for a, b in couples)
        a, b = (1000 * statistics.median(durees) for durees in zip(*couples, strict=True))
        demande = CONTRE_L_ANCIEN.get(nom, 0.5) if anciens else CONTRE_UN_AUTRE[nom]
        tenus.append(fois <= demande)
        dit = "yes" if fois <= demande else "NO"
        print(f"  {nom:10} x {fois:.2f}   {demande:g} or less: {dit:3}   {a:.1f} ms against {b:.1f} here", flush=True)
    return all(tenus)


def servir() -> None:
    """Serve this checkout until it is interrupted, and say where."""
    with site(base(PETIT)) as port:
        print(f"http://127.0.0.1:{port}", flush=True)
        while True:
            time.sleep(1)


def main(arguments: list[str]) -> int:
    """Return 1 when a figure is not reached, 2 when no other server is named."""
    if arguments == ["--servir"]:
        servir()
    if len(arguments) != 1:
        print("Name the other server: make bench PAIR=http://127.0.0.1:9001", file=sys.stderr)
        return 2

    tenus = []
    for moteur, serveur in (("SQLite", ""), ("PostgreSQL", postgres_url() or "")):
        if moteur == "PostgreSQL" and not serveur:
            continue
        print(moteur, flush=True)
        os.environ["DATABASE_SERVER"] = serveur
        with site(base(PETIT)) as port, oubli(base(PETIT)) as oublier:
            tenus.append(comparer(port, arguments[0], oublier))
    return int(not all(tenus))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
