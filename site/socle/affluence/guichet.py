"""A counter of the site: so many served at once, so many who wait, in all of the server's processes together.

Each seat is the lock of a file (`flock`) under `DRAWINGS_ROOT`: the kernel gives it back when who holds it ends,
however it ends, so a process killed in the middle leaves no seat taken.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import randbelow
from threading import BoundedSemaphore

from django.conf import settings

from socle.affluence.refus import TropDeDemandes

PAS = 0.02  # seconds between two tries


class GuichetFerme(Exception):
    """The seats' files cannot be made: nothing is done at this counter until the operator mends it."""

    reessayer = 3600  # seconds


@dataclass(frozen=True)
class Guichet:
    """`a_la_fois` are served, `en_attente` wait for `patience` seconds at most; whoever comes beyond is refused.

    `revenir` is in how many seconds they are asked to come back, at least. `par_processus` keeps the threads of one
    process for its pages, were all those people to fall on it.
    """

    nom: str
    a_la_fois: int
    en_attente: int
    par_processus: int
    patience: float
    revenir: int
    ici: BoundedSemaphore = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ici", BoundedSemaphore(self.par_processus))

    @contextmanager
    def place(self) -> Iterator[None]:
        """Come in, without waiting. Raises `TropDeDemandes` when the room is full."""
        if not self.ici.acquire(blocking=False):
            raise self._complet()
        try:
            with self._un_siege("place", self.a_la_fois + self.en_attente, 0):
                yield
        finally:
            self.ici.release()

    @contextmanager
    def tour(self) -> Iterator[int]:
        """Wait for one's turn, and keep it. Raises `TropDeDemandes` when it does not come.

        Gives the file descriptor of the lock: a program that inherits it holds the turn too, until it ends.
        """
        with self._un_siege("tour", self.a_la_fois, self.patience) as descripteur:
            yield descripteur

    @contextmanager
    def _un_siege(self, sorte: str, combien: int, patience: float) -> Iterator[int]:
        fin = time.monotonic() + patience
        while (descripteur := self._prendre(sorte, combien)) is None:
            if time.monotonic() >= fin:
                raise self._complet()
            time.sleep(PAS)
        try:
            yield descripteur
        finally:
            os.close(descripteur)

    def _complet(self) -> TropDeDemandes:
        """The refusal; each is told another moment, or all would come back at once."""
        return TropDeDemandes(self.revenir + randbelow(self.revenir + 1))

    def _prendre(self, sorte: str, combien: int) -> int | None:
        """Lock the first seat that is free; None when none is."""
        for rang in range(combien):
            descripteur = self._ouvrir(f"{self.nom}-{sorte}-{rang}")
            try:
                fcntl.flock(descripteur, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descripteur)
            else:
                return descripteur
        return None

    def _ouvrir(self, siege: str) -> int:
        """Open the file of a seat. Raises `GuichetFerme`."""
        dossier = Path(settings.DRAWINGS_ROOT) / "guichets"
        try:
            dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(dossier / siege, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as panne:
            raise GuichetFerme(f"{dossier} cannot be written: see DRAWINGS_ROOT") from panne
