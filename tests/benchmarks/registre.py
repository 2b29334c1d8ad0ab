"""How the register's page grows from a small register to a large one, as ratios of medians within this run.

    make bench                       200 against 10,000 coops, on SQLite
    make bench COOPERATIVES=100000   (writing them takes about a quarter of an hour, once)

Databases are made once under `var/benchmarks/` by the bulk path of `charger_demonstration`, and kept.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOSSIER = ROOT / "var" / "benchmarks"
PETIT = 200
TOURS = 15
QUESTIONS = {
    "filtered, today": "?statut=labellisee&region=76&engagement=1",
    "filtered, past date": "?statut=labellisee&region=76&engagement=1&au=2025-06-30",
    "unfiltered, today": "",
    "search": "?q=chene",
    "map": "?vue=carte",
}
# What the design asks of the large register against the small one (performance.md).
PLAFONDS = {"filtered, today": 2, "filtered, past date": 6, "unfiltered, today": 4}


def base(nombre: int) -> Path:
    """Return the database of so many coops, made the first time."""
    fichier = DOSSIER / f"{nombre}.sqlite3"
    if fichier.exists():
        return fichier
    DOSSIER.mkdir(parents=True, exist_ok=True)
    brouillon = fichier.with_suffix(".tmp")
    brouillon.unlink(missing_ok=True)
    environnement = os.environ | {"DATABASE_URL": f"sqlite:///{brouillon}"}
    for commande in (
        ["migrate", "--verbosity=0"],
        ["charger_referentiel", "raison_detre/donnees/raison_detre_2021.yaml"],
        ["charger_contenu"],
        ["preparer_registre"],
        ["charger_demonstration", f"--cooperatives={nombre}"],
    ):
        subprocess.run([sys.executable, "manage.py", *commande], cwd=ROOT, env=environnement, check=True)
    brouillon.rename(fichier)
    return fichier


def mesurer(nombre: int) -> dict[str, float]:
    """Return the median seconds and the queries of each question on this many coops, in a process of its own."""
    environnement = os.environ | {
        "DATABASE_URL": f"sqlite:///{base(nombre)}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    sortie = subprocess.run(
        [sys.executable, __file__, "--dedans"], cwd=ROOT, env=environnement, check=True, capture_output=True, text=True
    )
    return {nom: float(valeur) for nom, valeur in (ligne.split("\t") for ligne in sortie.stdout.splitlines())}


def dedans() -> None:
    """Ask every question to the database of this process, and print what each cost."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.DEBUG = False
    client = Client(headers={"host": "localhost"})
    for nom, question in QUESTIONS.items():
        client.get(f"/registre/{question}")
        durees = []
        for _tour in range(TOURS):
            debut = time.perf_counter()
            client.get(f"/registre/{question}")
            durees.append(time.perf_counter() - debut)
        with CaptureQueriesContext(connection) as requetes:
            client.get(f"/registre/{question}")
        print(f"{nom}\t{statistics.median(durees)}")
        print(f"{nom}, queries\t{len(requetes)}")
    avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reponse: Any = client.get("/registre/donnees/registre.csv")
    for _morceau in reponse.streaming_content:
        pass
    print(f"csv, MB\t{(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant) / 1024}")


def main() -> None:
    """Print, for each question, the ratio of the large register to the small one and what was asked of it."""
    grand = int(os.environ.get("COOPERATIVES", "10000"))
    petit, large = mesurer(PETIT), mesurer(grand)
    print(f"{grand} coops against {PETIT}, medians of {TOURS}")
    for nom in QUESTIONS:
        plafond = f" (asked: {PLAFONDS[nom]} or less)" if nom in PLAFONDS else ""
        print(f"  {nom:22} {large[nom] / petit[nom]:5.2f}{plafond}, {large[nom] * 1000:.0f} ms here,", end=" ")
        print(f"{large[f'{nom}, queries']:.0f} queries against {petit[f'{nom}, queries']:.0f}")
    print(f"  registre.csv           memory grows by {large['csv, MB']:.0f} MB (asked: 50 or less)")


if __name__ == "__main__":
    dedans() if "--dedans" in sys.argv else main()
