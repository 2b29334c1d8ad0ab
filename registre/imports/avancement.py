"""How far a long command is, on one line of a terminal; nothing anywhere else."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
LARGEUR = 30


class Terminal(Protocol):
    """What is drawn on: the command's error stream."""

    def write(self, texte: str, /) -> object: ...
    def flush(self) -> object: ...
    def isatty(self) -> bool: ...


@dataclass
class Avancement:
    """Draws a bar for each thing followed, ten times a second at most, and wipes it when the thing is done."""

    sortie: Terminal | None = None
    rythme: float = 0.1  # seconds between two drawings
    dessine_a: float = 0.0

    def suivre(self, quoi: str, choses: Iterable[T], nombre: int) -> Iterator[T]:
        """Yield the things, about `nombre` of them, drawing how many were seen."""
        if self.sortie is None or not self.sortie.isatty():
            yield from choses
            return

        try:
            for vues, chose in enumerate(choses, start=1):
                self._dessiner(quoi, vues, nombre)
                yield chose
        finally:
            self.sortie.write("\r\x1b[K")
            self.sortie.flush()

    def _dessiner(self, quoi: str, vues: int, nombre: int) -> None:
        assert self.sortie is not None  # noqa: S101 - `suivre` asked
        maintenant = time.monotonic()
        if maintenant - self.dessine_a < self.rythme:
            return
        self.dessine_a = maintenant
        plein = min(LARGEUR, LARGEUR * vues // max(nombre, 1))
        self.sortie.write(f"\r{quoi:10} [{'#' * plein}{' ' * (LARGEUR - plein)}] {vues}/{nombre}\x1b[K")
        self.sortie.flush()


MUET = Avancement()
