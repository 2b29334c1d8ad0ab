"""The databases measured: so many fictional coops each, made once by the bulk path, then kept.

SQLite under `var/benchmarks/`; on the PostgreSQL server when one answers, `coophlm_bench_<number>`.
"""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from outils.tester import postgres_url

ROOT = Path(__file__).resolve().parents[2]
DOSSIER = ROOT / "var" / "benchmarks"
OUVRIER = Path(__file__).with_name("ouvrier.py")


def moteurs() -> list[str]:
    """Return the engines to measure: PostgreSQL when it answers."""
    return ["SQLite", *(["PostgreSQL"] if postgres_url() else [])]


def base(moteur: str, nombre: int) -> str:
    """Return the address of the database of so many coops on this engine, made the first time."""
    return _base_sqlite(nombre) if moteur == "SQLite" else _base_postgres(nombre)


def _base_sqlite(nombre: int) -> str:
    fichier = DOSSIER / f"{nombre}.sqlite3"
    if not fichier.exists():
        DOSSIER.mkdir(parents=True, exist_ok=True)
        brouillon = fichier.with_suffix(".tmp")
        brouillon.unlink(missing_ok=True)
        _remplir(f"sqlite:///{brouillon}", nombre)
        with contextlib.closing(sqlite3.connect(brouillon)) as connexion:
            connexion.execute("ANALYZE")  # as on PostgreSQL below: a choice of index after a large load needs counts
        brouillon.rename(fichier)
    return f"sqlite:///{fichier}"


def _base_postgres(nombre: int) -> str:
    serveur = postgres_url()
    if serveur is None:
        raise RuntimeError("No PostgreSQL server answers.")

    nom, brouillon = f"coophlm_bench_{nombre}", f"coophlm_bench_{nombre}_brouillon"

    with psycopg.connect(serveur, autocommit=True) as connexion:
        if not connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nom]).fetchone():
            connexion.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(brouillon)))
            connexion.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(brouillon)))
            _remplir(_autre_base(serveur, brouillon), nombre)
            with psycopg.connect(_autre_base(serveur, brouillon), autocommit=True) as remplie:
                remplie.execute("VACUUM ANALYZE")  # what autovacuum does within minutes of a large load
            renommer = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connexion.execute(renommer.format(sql.Identifier(brouillon), sql.Identifier(nom)))
    return _autre_base(serveur, nom)


def _autre_base(serveur: str, nom: str) -> str:
    return f"{serveur.rsplit('/', 1)[0]}/{nom}"


def _remplir(adresse: str, nombre: int) -> None:
    """Migrate, load the real pages and edition, the coops, and a page with almost nothing on it to compare with."""
    environnement = os.environ | {"DATABASE_URL": adresse, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    for commande in (
        ["manage.py", "migrate", "--verbosity=0"],
        ["manage.py", "charger_referentiel", "raison_detre/donnees/raison_detre_2021.yaml"],
        ["manage.py", "charger_contenu"],
        ["manage.py", "preparer_registre"],
        ["manage.py", "charger_demonstration", f"--cooperatives={nombre}"],
        [str(OUVRIER), "--page-nue"],
    ):
        sortie = subprocess.DEVNULL
        subprocess.run([sys.executable, *commande], cwd=ROOT, env=environnement, check=True, stdout=sortie)
