"""A file that bears its name once it is whole: written beside under a hidden one, on the disk, then renamed.

A command that is killed leaves a hidden file at most, which the next one takes away: whoever writes one holds its lock.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PREFIXE, SUFFIXE = ".sauvegarde-", ".en-cours"


@contextlib.contextmanager
def ecrit_d_un_coup(destination: Path) -> Iterator[BinaryIO]:
    """Open a file for this account alone, which becomes `destination` if the block ends well, and vanishes otherwise.

    Raises `FileExistsError` when the name is taken: nothing is ever overwritten.
    """
    if destination.exists():
        raise FileExistsError(destination)
    with provisoire(destination.parent, destination.name) as (chemin, fichier):
        yield fichier
        fichier.flush()
        os.fsync(fichier.fileno())
        chemin.rename(destination)
    _sur_le_disque(destination.parent)


@contextlib.contextmanager
def provisoire(dossier: Path, nom: str) -> Iterator[tuple[Path, BinaryIO]]:
    """Give a file that lasts as long as the block, in a folder swept of those that nobody holds any more."""
    balayer(dossier)
    chemin = dossier / f"{PREFIXE}{nom}{SUFFIXE}"
    descripteur = os.open(chemin, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descripteur, "r+b") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        try:
            yield chemin, fichier
        finally:
            chemin.unlink(missing_ok=True)


def balayer(dossier: Path) -> None:
    """Take away what a killed command left: files of this kind whose lock nobody holds."""
    for reste in dossier.glob(f"{PREFIXE}*{SUFFIXE}"):
        with contextlib.suppress(OSError), reste.open("rb") as fichier:
            fcntl.flock(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)
            reste.unlink()


def _sur_le_disque(dossier: Path) -> None:
    """Have the disk remember the new name too."""
    descripteur = os.open(dossier, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)
