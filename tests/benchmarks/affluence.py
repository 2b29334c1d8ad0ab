"""What a page costs while 200 people ask for binders of twenty sheets, against its quiet time, within this run.

    .venv/bin/python -m tests.benchmarks.affluence                       on SQLite
    DATABASE_SERVER=postgres://… .venv/bin/python -m tests.benchmarks.affluence    on PostgreSQL

The site runs as deploy/coophlm.service has it: production's settings, its processes and threads, on this machine's own
address and a free port. Each of the 200 has an address and a binder of their own, so that neither the bound per visitor
nor what is kept spares anything; each comes back when told to. Quiet is before and after them. It lasts
two minutes at most, and stops what it started.
"""

import contextlib
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator

from outils.verifier import example_environment
from tests.benchmarks.bonnes_pratiques import PETIT, ROOT, base

PAGES = ("/", "/raison-d-etre/", "/registre/", "/bonnes-pratiques/")
GENS, FICHES, SECONDES = 200, 20, 25
TOURS_AU_CALME = 25
PLAFOND = 2
AU_DEMARRAGE = 120  # seconds
UNITE = ROOT / "deploy" / "coophlm.service"


def demander(port: int, adresse: str, visiteur: str = "203.0.113.1") -> tuple[float, int, int, bytes]:
    """Return the seconds of one request, its status, in how many seconds to come back, and the body."""
    debut = time.perf_counter()
    lien = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    lien.request(
        "GET", adresse, headers={"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": visiteur}
    )
    reponse = lien.getresponse()
    corps = reponse.read()
    lien.close()
    return time.perf_counter() - debut, reponse.status, int(reponse.headers.get("Retry-After", 0)), corps


@contextlib.contextmanager
def site(donnees: str = "", pages: tuple[str, ...] = PAGES) -> Iterator[int]:
    """Serve the site as production does, on the database at this address or on that of a few sheets; gives the port.

    `pages` answer before it is given.
    """
    with tempfile.TemporaryDirectory() as dossier, socket.socket() as sonde:
        sonde.bind(("127.0.0.1", 0))
        port = sonde.getsockname()[1]

        sonde.close()
        la = {nom: f"{dossier}/{nom.lower()}" for nom in ("MEDIA_ROOT", "STATIC_ROOT", "DRAWINGS_ROOT")}
        environnement = (
            os.environ | example_environment() | la | {"DATABASE_URL": donnees or base(PETIT), "CACHE_URL": cache()}
        )
        environnement |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", "LOG_LEVEL": "ERROR"}
        environnement["CACHE_PURGE_URL"] = ""
        statiques = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]

        subprocess.run(statiques, cwd=ROOT, env=environnement, check=True)
        commande = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        commande += ["--chdir", str(ROOT / "site"), "--pythonpath", str(ROOT), "--log-level", "warning", *processus()]
        serveur = subprocess.Popen(commande, cwd=ROOT, env=environnement, stdout=subprocess.DEVNULL)

        try:
            attendre(port, pages)
            yield port
        finally:
            serveur.terminate()
            try:
                serveur.wait(timeout=40)
            except subprocess.TimeoutExpired:
                serveur.kill()
                serveur.wait()


def processus() -> list[str]:
    """The processes and threads that the deployed unit asks for."""
    trouves = re.findall(r"--(workers|threads) (\d+)", UNITE.read_text("utf-8"))
    return [mot for nom, nombre in trouves for mot in (f"--{nom}", nombre)]


def cache() -> str:
    """The address of the Redis of this machine when it answers, else a cache per process."""
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", 6379), timeout=1).close()
        return "redis://127.0.0.1:6379/9"
    return "locmem://"


def attendre(port: int, pages: tuple[str, ...]) -> None:
    """Return once these pages answer. Raises `TimeoutError` when one does not."""
    limite = time.monotonic() + AU_DEMARRAGE
    while time.monotonic() < limite:
        with contextlib.suppress(OSError):
            if all(demander(port, page)[1] == 200 for page in pages * 4):
                return
        time.sleep(0.3)
    raise TimeoutError("The site does not answer.")


def fiches(port: int) -> list[str]:
    """The keys of the sheets that a binder may hold, read where a reader finds them."""
    adresses = re.findall(rb'href="(/bonnes-pratiques/recit-[^"/]+/)"', b"".join(_liste(port)))
    cles = []
    for adresse in dict.fromkeys(adresses):
        trouvee = re.search(rb'name="fiches" value="(\d+)"', demander(port, adresse.decode())[3])
        cles += [trouvee[1].decode()] if trouvee else []
    return cles


def _liste(port: int) -> Iterator[bytes]:
    for page in (1, 2, 3):
        yield demander(port, f"/bonnes-pratiques/?page={page}")[3]


def mesurer(port: int, tours: int, secondes: float) -> dict[str, list[float]]:
    """Ask every page in turn, so many rounds or for so long; return the seconds of each."""
    durees: dict[str, list[float]] = {page: [] for page in PAGES}
    limite = time.monotonic() + secondes

    for _tour in range(tours):
        for page in PAGES:
            duree, statut, _revenir, _corps = demander(port, page)
            if statut != 200:
                raise RuntimeError(f"{page}: {statut}")
            durees[page].append(duree)
        if time.monotonic() > limite:
            break

    return durees


def foule(port: int, cles: list[str]) -> None:
    """Ask for 200 binders at once, in a process of its own; each comes back when told to, until the time is over."""
    limite = time.monotonic() + SECONDES
    statuts: Counter[int] = Counter()
    refus: list[float] = []

    def une_personne(rang: int) -> None:
        ordre = random.Random(rang).sample(cles, k=min(FICHES, len(cles)))  # noqa: S311 - a benchmark, not a secret
        adresse = "/bonnes-pratiques/classeur.pdf?" + "&".join(f"fiches={cle}" for cle in ordre)

        while time.monotonic() < limite:
            try:
                duree, statut, revenir, _corps = demander(port, adresse, f"203.0.113.{rang + 2}")
            except OSError:  # a minute without an answer
                statuts[0] += 1
                return
            statuts[statut] += 1
            if statut != 429:
                return
            refus.append(duree)
            time.sleep(max(0, min(revenir, limite - time.monotonic())))

    gens = [threading.Thread(target=une_personne, args=[rang]) for rang in range(GENS)]
    for personne in gens:
        personne.start()
    for personne in gens:
        personne.join()
    print(json.dumps({"statuts": statuts, "refus": statistics.median(refus or [0]), "au plus": max(refus or [0])}))


def main() -> int:
    """Print the ratio of each page; return 1 when the middle one of a page passes the bound."""
    with site() as port:
        cles = fiches(port)
        calme = mesurer(port, TOURS_AU_CALME, SECONDES)
        commande = [sys.executable, "-m", "tests.benchmarks.affluence", "--foule", str(port), *cles]
        with subprocess.Popen(commande, cwd=ROOT, stdout=subprocess.PIPE, text=True) as gens:
            time.sleep(0.5)  # it starts
            presse = mesurer(port, 10_000, SECONDES - 2)
            recit, _erreurs = gens.communicate(timeout=SECONDES + 60)
        for page, durees in mesurer(port, TOURS_AU_CALME, SECONDES).items():
            calme[page] += durees

    dit = json.loads(recit)

    print(f"{GENS} people ask for binders of {min(FICHES, len(cles))} sheets during {SECONDES} s: {dit['statuts']}")
    print(f"refused in {dit['refus'] * 1000:.0f} ms (median), {dit['au plus'] * 1000:.0f} ms at most")
    fois = {page: statistics.median(presse[page]) / statistics.median(calme[page]) for page in PAGES}

    for page in PAGES:
        rang = sorted(presse[page])[int(len(presse[page]) * 0.95)] / sorted(calme[page])[int(len(calme[page]) * 0.95)]
        verdict = "yes" if fois[page] <= PLAFOND else "NO"
        ms = statistics.median(presse[page]) * 1000
        suite = f"slowest in 20: x {rang:.2f}, {ms:.0f} ms here"
        print(f"  {page:22} x {fois[page]:.2f}   {PLAFOND} or less: {verdict}   {suite}")
    return int(max(fois.values()) > PLAFOND)


if __name__ == "__main__":
    if "--foule" in sys.argv:
        foule(int(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(main())
