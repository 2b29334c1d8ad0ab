"""How the library's pages grow from 24 to 5,000 sheets, as ratios of medians within this run.

    .venv/bin/python tests/benchmarks/bonnes_pratiques.py                 on SQLite
    DATABASE_SERVER=postgres://… .venv/bin/python tests/benchmarks/bonnes_pratiques.py    on PostgreSQL

The databases are made the first time: under `var/benchmarks/`, or `bench_fiches_…` on the server.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
DOSSIER = ROOT / "var" / "benchmarks"
PETIT, GRAND = 24, 5000
TOURS = 15
PLAFOND = 4
LISTE = "/bonnes-pratiques/"
QUESTIONS = {
    "list": LISTE,
    "search with facets": f"{LISTE}?q=chauffage&stade=aboutie&engagement=1&engagement=2&engagement=3",
    "three filters": f"{LISTE}?metier=locatif&region=76&preuve=mesuree",
    "most reused": f"{LISTE}?tri=reprises",
    "a sheet": f"{LISTE}recit-7/",
    "feed": f"{LISTE}flux.atom?stade=aboutie",
    "search of the site": "/recherche/?q=chauffage",
    "home": "/",
}


def base(nombre: int) -> str:
    """Return the address of the database of so many sheets, made the first time."""
    serveur = os.environ.get("DATABASE_SERVER", "")
    fichier = DOSSIER / f"fiches-{nombre}.sqlite3"
    adresse = f"{serveur.rpartition('/')[0]}/bench_fiches_{nombre}" if serveur else f"sqlite:///{fichier}"
    temoin = DOSSIER / f"fiches-{nombre}.{'postgres' if serveur else 'sqlite'}.fait"
    if temoin.exists():
        return adresse

    DOSSIER.mkdir(parents=True, exist_ok=True)

    if serveur:
        with psycopg.connect(serveur, autocommit=True) as connexion:
            connexion.execute(f"CREATE DATABASE bench_fiches_{nombre}")

    environnement = os.environ | {"DATABASE_URL": adresse}

    for commande in (
        ["migrate", "--verbosity=0"],
        ["charger_referentiel", "raison_detre/donnees/raison_detre_2021.yaml"],
        ["charger_contenu"],
        ["preparer_registre"],
        ["preparer_bibliotheque"],
        ["charger_demonstration", "--cooperatives=40"],
        ["shell", "-c", f"from tests.benchmarks.masse_de_fiches import creer; print(creer({nombre}))"],
    ):
        subprocess.run([sys.executable, "manage.py", *commande], cwd=ROOT, env=environnement, check=True)
    if serveur:
        with psycopg.connect(adresse, autocommit=True) as connexion:
            connexion.execute("VACUUM ANALYZE")  # what a server in use does by itself, and SQLite never
    temoin.touch()
    return adresse


def mesurer(nombre: int) -> dict[str, float]:
    """Return the median seconds and the queries of each question on this many sheets, in a process of its own."""
    environnement = os.environ | {"DATABASE_URL": base(nombre), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    sortie = subprocess.run(
        [sys.executable, __file__, "--dedans"], cwd=ROOT, env=environnement, check=True, capture_output=True, text=True
    )
    return {nom: float(valeur) for nom, valeur in (ligne.split("\t") for ligne in sortie.stdout.splitlines())}


def dedans() -> None:
    """Ask every question to the database of this process, and print what each cost."""
    sys.path[0] = str(ROOT)  # this folder names its files after the rooms they measure
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.DEBUG = False
    client = Client(headers={"host": "localhost"})
    for nom, adresse in QUESTIONS.items():
        assert client.get(adresse).status_code == 200, adresse
        durees = []
        for _tour in range(TOURS):
            debut = time.perf_counter()
            client.get(adresse)
            durees.append(time.perf_counter() - debut)
        with CaptureQueriesContext(connection) as requetes:
            client.get(adresse)
        print(f"{nom}\t{statistics.median(durees)}")
        print(f"{nom}, queries\t{len(requetes)}")


def main() -> None:
    """Print, for each question, the ratio of the large library to the small one, and what was asked of it."""
    petit, large = mesurer(PETIT), mesurer(GRAND)
    print(f"{GRAND} sheets against {PETIT}, medians of {TOURS} (asked: {PLAFOND} times or less, 15 queries or fewer)")
    for nom in QUESTIONS:
        print(f"  {nom:20} {large[nom] / petit[nom]:5.2f}, {large[nom] * 1000:.0f} ms here,", end=" ")
        print(f"{large[f'{nom}, queries']:.0f} queries against {petit[f'{nom}, queries']:.0f}")


if __name__ == "__main__":
    dedans() if "--dedans" in sys.argv else main()
