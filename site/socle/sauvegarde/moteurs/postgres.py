"""PostgreSQL: `pg_dump` and the counts see one same snapshot; `pg_restore` is played by `psql` in one transaction."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.db import DatabaseError

from socle.sauvegarde.archive import BLOC
from socle.sauvegarde.moteurs.instantane import Instantane
from socle.sauvegarde.refus import RestaurationRefusee, SauvegardeImpossible

UN_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
PSQL = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# Dropping table by table would leave those that came after the backup, and what holds them together.
TABLE_RASE = b"""
SET lock_timeout = '30s';
BEGIN;
SET LOCAL client_min_messages = warning;
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
"""


class PostgreSQL:
    """The database that Django's connection opens, in its schema `public`."""

    nom = "postgresql"

    def __init__(self, connexion: Any) -> None:
        self.connexion = connexion

    @contextlib.contextmanager
    def instantane(self) -> Iterator[Instantane]:
        """Hold a snapshot for the block: the cursor and the dump see the database at that moment."""
        try:
            with self.lecture() as curseur:
                curseur.execute(UN_MOMENT)
                curseur.execute("SELECT pg_export_snapshot()")
                [nom] = curseur.fetchone()
                yield Instantane(curseur, self._vidage(nom))
                curseur.execute("ROLLBACK")
        except DatabaseError as faute:
            raise SauvegardeImpossible(f"PostgreSQL ne donne pas la base : {faute}") from faute

    @contextlib.contextmanager
    def lecture(self) -> Iterator[Any]:
        """Give a cursor of a connection of its own."""
        connexion = self.connexion.copy()
        try:
            with connexion.cursor() as curseur:
                yield curseur
        finally:
            connexion.close()

    def tables(self, curseur: Any) -> list[str]:
        """Return the names of its tables."""
        curseur.execute(TABLES)
        return [nom for (nom,) in curseur.fetchall()]

    def restaurer(self, octets: Iterable[bytes]) -> None:
        """Play the dump over an empty schema. `COMMIT` is only said once `pg_restore` has read all of it."""
        with tempfile.TemporaryFile() as dits:
            lecteur = self._lancer("pg_restore", ["--file=-", "--no-owner", "--no-acl"], dits)
            joueur = self._lancer("psql", [*PSQL, *self._base()], dits)
            with contextlib.suppress(BrokenPipeError), lecteur, joueur:
                try:
                    _passer(octets, lecteur, joueur)
                except BaseException:
                    lecteur.kill()
                    joueur.kill()
                    raise

            if lecteur.returncode or joueur.returncode:
                message = f"La base n’a pas été remplacée : {_dernier_mot(dits)}"
                raise RestaurationRefusee(message)

    def _vidage(self, instantane: str) -> Iterator[bytes]:
        with tempfile.TemporaryFile() as dits:
            options = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={instantane}", *self._base()]
            with self._lancer("pg_dump", options, dits) as vidage:
                assert vidage.stdout is not None  # noqa: S101 - asked below
                while bloc := vidage.stdout.read(BLOC):
                    yield bloc
            if vidage.returncode:
                raise SauvegardeImpossible(f"pg_dump a échoué : {_dernier_mot(dits)}")

    def _lancer(self, programme: str, options: list[str], dits: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a program of PostgreSQL. The password goes through its environment, which no other account reads."""
        chemin = shutil.which(programme)
        if chemin is None:
            raise SauvegardeImpossible(f"{programme} manque à cette machine : installez postgresql-client.")
        milieu = {"PATH": os.defpath, "HOME": str(Path.home()), **self._acces()[1]}
        tubes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": dits}
        return subprocess.Popen([chemin, *options], env=milieu, **tubes)  # noqa: S603 - ours, in full

    def _base(self) -> list[str]:
        *options, nom = self._acces()[0][1:]
        return [*options, "--no-password", f"--dbname={nom}"]

    def _acces(self) -> tuple[list[str], dict[str, str]]:
        """What Django itself gives to `psql`: `pg_dump` takes the same."""
        ordre, milieu = self.connexion.client.settings_to_cmd_args_env(self.connexion.settings_dict, [])
        return ordre, milieu or {}


def _passer(octets: Iterable[bytes], lecteur: subprocess.Popen[bytes], joueur: subprocess.Popen[bytes]) -> None:
    """Read the dump by `pg_restore`, give what it says to `psql`, and let that keep it if all of it was read."""
    assert lecteur.stdin is not None  # noqa: S101 - both were started with pipes
    assert lecteur.stdout is not None  # noqa: S101
    assert joueur.stdin is not None  # noqa: S101
    dit, joue = lecteur.stdout, joueur.stdin

    def suivre() -> None:
        try:
            shutil.copyfileobj(dit, joue, BLOC)
        except BrokenPipeError:  # psql met an error and stopped: pg_restore would wait for ever
            lecteur.kill()

    joue.write(TABLE_RASE)
    fil = threading.Thread(target=suivre, daemon=True)
    fil.start()
    with contextlib.suppress(BrokenPipeError):
        for bloc in octets:
            lecteur.stdin.write(bloc)
        lecteur.stdin.close()

    fil.join()
    if lecteur.wait() == 0:
        joue.write(b"\nCOMMIT;\n")


def _dernier_mot(dits: IO[bytes]) -> str:
    dits.seek(0)
    lignes = dits.read().decode(errors="replace").strip().splitlines()
    return lignes[0] if lignes else "sans un mot."
