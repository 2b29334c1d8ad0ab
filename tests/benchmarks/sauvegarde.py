"""The restore drill, measured: a large register and its files backed up, encrypted, then restored elsewhere, compared.

    .venv/bin/python -m tests.benchmarks.sauvegarde                       10,000 coops, on SQLite, and on PostgreSQL
    COOPERATIVES=100000 .venv/bin/python -m tests.benchmarks.sauvegarde   (writing them takes long, once: `bases`)

The commands are those of an operator, each in a process of its own; its memory is that of the largest it starts. It
fails when one is not « Identique », or holds more than is asked.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pyrage
from psycopg import sql

from outils.tester import postgres_url
from tests.benchmarks.bases import ROOT, base, moteurs

FICHIERS, OCTETS = 1000, 100_000
MEGAOCTETS_PERMIS = 300


@dataclass(frozen=True)
class Passage:
    """A command that ran: what it said last, seconds of clock, seconds of processor, megabytes held at most."""

    dit: str
    secondes: float
    processeur: float
    megaoctets: float

    def __str__(self) -> str:
        return f"{self.secondes:6.1f} s, {self.processeur:6.1f} s of processor, {self.megaoctets:4.0f} MB at most"


def passer(adresse: str, medias: Path, *commande: str | Path) -> Passage:
    """Run a command of the site and wait for it. Raises `RuntimeError` with what it said when it fails."""
    milieu = {"DATABASE_URL": adresse, "MEDIA_ROOT": str(medias), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    debut = time.perf_counter()

    with tempfile.TemporaryFile("w+") as dits:
        ordre = [sys.executable, "manage.py", *map(str, commande)]
        processus = subprocess.Popen(ordre, cwd=ROOT, env=os.environ | milieu, stdout=dits, stderr=dits)
        _pid, etat, pris = os.wait4(processus.pid, 0)
        processus.returncode = os.waitstatus_to_exitcode(etat)
        dits.seek(0)
        dit = dits.read()

    if processus.returncode:
        raise RuntimeError(dit)
    duree = time.perf_counter() - debut
    return Passage(dit, duree, pris.ru_utime + pris.ru_stime, pris.ru_maxrss / 1024)


@contextmanager
def base_vide(moteur: str, dossier: Path) -> Iterator[str]:
    """Give the address of an empty database, gone after the block."""
    serveur = postgres_url()
    if moteur == "SQLite" or serveur is None:
        yield f"sqlite:///{dossier / 'ailleurs.sqlite3'}"
        return

    nom = sql.Identifier(f"coophlm_bench_ailleurs_{os.getpid()}")
    with psycopg.connect(serveur, autocommit=True) as connexion:
        connexion.execute(sql.SQL("CREATE DATABASE {}").format(nom))
        try:
            yield f"{serveur.rsplit('/', 1)[0]}/coophlm_bench_ailleurs_{os.getpid()}"
        finally:
            connexion.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(nom))


def deposer(medias: Path) -> None:
    """Write files that do not compress, as pictures."""
    medias.mkdir()
    hasard = random.Random(1)  # noqa: S311 - no secret in fiction
    for rang in range(FICHIERS):
        (medias / f"{rang}.bin").write_bytes(hasard.randbytes(OCTETS))


def mesurer(moteur: str, nombre: int) -> int:
    """Print the figures of one engine; return 1 when memory is not bounded as asked."""
    print(f"{moteur}: {nombre} coops, {FICHIERS} files of {OCTETS} bytes", flush=True)
    origine = base(moteur, nombre)
    with tempfile.TemporaryDirectory() as nom, base_vide(moteur, Path(nom)) as but:
        dossier = Path(nom)
        deposer(dossier / "media")
        cle = pyrage.x25519.Identity.generate()
        archive, identite = dossier / "site.tar.age", dossier / "identite.txt"
        identite.write_text(str(cle))

        aller = passer(origine, dossier / "media", "sauvegarder", archive, "--chiffrer-pour", str(cle.to_public()))
        print(f"  back up   {aller}; {archive.stat().st_size / 1e6:.0f} MB", flush=True)
        retour = passer(but, dossier / "ailleurs", "restaurer", archive, "--identite", identite)
        print(f"  restore   {retour}", flush=True)
        print("  " + "\n  ".join(retour.dit.splitlines()[1:]), flush=True)

    if "Identique" not in retour.dit:
        raise RuntimeError(retour.dit)
    return int(max(aller.megaoctets, retour.megaoctets) > MEGAOCTETS_PERMIS)


if __name__ == "__main__":
    sys.exit(max(mesurer(moteur, int(os.environ.get("COOPERATIVES", "10000"))) for moteur in moteurs()))
