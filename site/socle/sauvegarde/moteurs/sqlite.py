"""SQLite: a copy made by its backup API while the site writes, compressed."""

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from socle.sauvegarde.archive import BLOC
from socle.sauvegarde.moteurs.instantane import Instantane
from socle.sauvegarde.provisoire import provisoire
from socle.sauvegarde.refus import RestaurationRefusee, SauvegardeImpossible

GZIP = 31  # zlib's word for a gzip header
PATIENCE = 30  # seconds for the writer of the moment to end
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"


class SQLite:
    """The file that Django's connection opens."""

    nom = "sqlite"

    def __init__(self, connexion: Any) -> None:
        self.base = Path(connexion.settings_dict["NAME"])

    @contextlib.contextmanager
    def instantane(self) -> Iterator[Instantane]:
        """Copy the file beside itself, on a disk that already holds what it says, for the time of the block."""
        if not self.base.exists():
            raise SauvegardeImpossible(f"{self.base} n’existe pas : il n’y a rien à sauvegarder.")
        with provisoire(self.base.parent, self.base.name) as (copie, _fichier):
            try:
                _copier(self.base, copie)
                with contextlib.closing(sqlite3.connect(copie)) as lecture:
                    yield Instantane(lecture.cursor(), _comprimee(copie))
            except sqlite3.Error as faute:
                raise SauvegardeImpossible(f"SQLite ne donne pas la base : {faute}.") from faute

    @contextlib.contextmanager
    def lecture(self) -> Iterator[Any]:
        """Give a cursor of the file; of an empty database when there is none yet."""
        fichier = self.base if self.base.exists() else ":memory:"
        with contextlib.closing(sqlite3.connect(fichier, timeout=PATIENCE)) as connexion:
            yield connexion.cursor()

    def tables(self, curseur: Any) -> list[str]:
        """Return the names of its tables, its own aside."""
        return [nom for (nom,) in curseur.execute(TABLES).fetchall()]

    def restaurer(self, octets: Iterable[bytes]) -> None:
        """Look at the copy, then lay it on the file in one transaction: who reads meanwhile sees one or the other."""
        with provisoire(self.base.parent, self.base.name) as (copie, fichier):
            try:
                for bloc in _decomprimes(octets):
                    fichier.write(bloc)
                fichier.flush()
                _copier(copie, self.base, _exiger_une_base_saine)
            except (sqlite3.Error, zlib.error, TimeoutError) as faute:
                message = f"La base n’a pas été remplacée ({faute}) : arrêtez le site, puis relancez."
                raise RestaurationRefusee(message) from faute


def _copier(source: Path, but: Path, regarder: Callable[[sqlite3.Connection], None] | None = None) -> None:
    """Copy a database in one step, as it is at one moment, and have the disk keep it. Raises `TimeoutError`."""
    fin = time.monotonic() + PATIENCE

    def patienter(etat: int, _reste: int, _total: int) -> None:
        if etat not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE) and time.monotonic() > fin:
            raise TimeoutError("un autre programme y écrit")

    with contextlib.closing(sqlite3.connect(source)) as lue, contextlib.closing(sqlite3.connect(but)) as ecrite:
        if regarder:
            regarder(lue)
        lue.backup(ecrite, progress=patienter)
    with but.open("rb") as fichier:
        os.fsync(fichier.fileno())


def _exiger_une_base_saine(connexion: sqlite3.Connection) -> None:
    """Raise `sqlite3.DatabaseError` for no whole database. Its constraints ask functions that only Django gives."""
    connexion.execute("PRAGMA ignore_check_constraints = ON")
    [(dit,)] = connexion.execute("PRAGMA quick_check(1)").fetchall()
    if dit != "ok":
        raise sqlite3.DatabaseError(dit)


def _comprimee(copie: Path) -> Iterator[bytes]:
    presse = zlib.compressobj(wbits=GZIP)
    with copie.open("rb") as fichier:
        while bloc := fichier.read(BLOC):
            yield presse.compress(bloc)
    yield presse.flush()


def _decomprimes(octets: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack in pieces of a bounded size: a part of a few bytes may unpack into many."""
    presse = zlib.decompressobj(wbits=GZIP)
    for bloc in octets:
        reste = bloc
        while reste:
            yield presse.decompress(reste, BLOC)
            reste = presse.unconsumed_tail
    yield presse.flush()
    if not presse.eof:
        raise zlib.error("elle est incomplète dans l’archive")
