"""How each public page grows from 200 coops and 24 sheets to 100,000 and 5,000: medians of ratios within this run.

    .venv/bin/python -m tests.benchmarks.croissance               on SQLite, and on PostgreSQL when it answers
    MOTEURS=SQLite .venv/bin/python -m tests.benchmarks.croissance
    COOPERATIVES=10000 .venv/bin/python -m tests.benchmarks.croissance

Read again, then as the first reader after a change of everything that pages keep. The large databases take an hour to
be made, once (`bases`).
"""

import os
import shutil
import subprocess
import sys
from contextlib import closing

import psycopg
from psycopg import sql

from outils.tester import postgres_url
from tests.benchmarks.bases import DOSSIER, ROOT, base, moteurs
from tests.benchmarks.registre import PETIT, Ouvrier, ligne, rapport

NOMBRE, FICHES, PEU_DE_FICHES = int(os.environ.get("COOPERATIVES", "100000")), 5000, 24
DEMANDE = 1.5
PAGES = {
    "home": "/",
    "register": "/registre/",
    "library": "/bonnes-pratiques/",
    "manifesto": "/raison-d-etre/",
    "sheet": "/bonnes-pratiques/recit-7/",
    "coop": "/registre/foyer-fictif-de-vieuxgarance-0/",  # the first of every demonstration
    "search": "/recherche/?q=chauffage",
    "barometer": "/registre/barometre/",
}
REMPLIR = "from tests.benchmarks.masse_de_fiches import creer; creer({})"


def avec_fiches(moteur: str, coops: int, fiches: int) -> str:
    """Return the address of a copy of the database of so many coops that holds so many sheets too, made once."""
    nom = f"coophlm_bench_{coops}_{fiches}"
    origine = base(moteur, coops)
    faite, adresse = _copie_sqlite(origine, nom) if moteur == "SQLite" else _copie_postgres(origine, nom)
    if not faite:
        return adresse

    milieu = os.environ | {"DATABASE_URL": adresse, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    for commande in (["preparer_bibliotheque"], ["shell", "-c", REMPLIR.format(fiches)]):
        subprocess.run(
            [sys.executable, "manage.py", *commande], cwd=ROOT, env=milieu, check=True, stdout=subprocess.DEVNULL
        )
    if moteur != "SQLite":
        with psycopg.connect(adresse, autocommit=True) as connexion:
            connexion.execute("VACUUM ANALYZE")
    return adresse


def _copie_sqlite(origine: str, nom: str) -> tuple[bool, str]:
    fichier = DOSSIER / f"{nom}.sqlite3"
    absente = not fichier.exists()
    if absente:
        shutil.copy(origine.removeprefix("sqlite:///"), fichier)
    return absente, f"sqlite:///{fichier}"


def _copie_postgres(origine: str, nom: str) -> tuple[bool, str]:
    serveur, _barre, copiee = origine.rpartition("/")
    with closing(psycopg.connect(postgres_url() or "", autocommit=True)) as connexion:
        absente = not connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nom]).fetchone()
        if absente:
            copier = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connexion.execute(copier.format(sql.Identifier(nom), sql.Identifier(copiee)))
    return absente, f"{serveur}/{nom}"


def comparer(moteur: str) -> bool:
    """Print how each page grew; return whether each, read again, holds what is asked."""
    grande, petite = avec_fiches(moteur, NOMBRE, FICHES), avec_fiches(moteur, PETIT, PEU_DE_FICHES)
    print(f"{moteur}: {NOMBRE} coops and {FICHES} sheets against {PETIT} and {PEU_DE_FICHES}", flush=True)

    tenus = []
    with Ouvrier(grande) as grand, Ouvrier(petite) as petit:
        for nom, page in PAGES.items():
            fois, ms = rapport(grand, page, petit, page)
            froid, ms_a_froid = rapport(grand, page, petit, page, "a_froid")
            tenus.append(fois <= DEMANDE)
            reste = f"{ms:.0f} ms here; first reader x {froid:.2f}, {ms_a_froid:.0f} ms"
            ligne(nom, f"x {fois:.2f}", fois, DEMANDE, reste)

    return all(tenus)


if __name__ == "__main__":
    tenus = [comparer(moteur) for moteur in os.environ.get("MOTEURS", "").split() or moteurs()]
    sys.exit(int(not all(tenus)))
