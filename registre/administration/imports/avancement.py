"""How far an import under way is, for another page to say: kept in the cache, for whoever launched it."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from registre.imports.avancement import Avancement, T

DUREE = 120  # seconds: longer than the servers let an import last


@dataclass
class AvancementLu(Avancement):
    """Keeps under `cle` what is being done, and how much of it: once a second at most."""

    cle: str = ""
    rythme: float = 1.0

    def suivre(self, quoi: str, choses: Iterable[T], nombre: int) -> Iterator[T]:
        """Yield the things, saying how many were seen."""
        for vues, chose in enumerate(choses, start=1):
            if vues == 1 or time.monotonic() - self.dessine_a >= self.rythme:
                self.dessine_a = time.monotonic()
                cache.set(self.cle, {"quoi": quoi, "vues": vues, "nombre": max(nombre, vues)}, DUREE)
            yield chose

    def finir(self) -> None:
        """Say that nothing is under way any more."""
        cache.delete(self.cle)


def cle_d_avancement(sorte: str, user: Any) -> str:
    """Return where the progress of this account's import is kept."""
    return f"registre-import-{sorte}-{user.pk}"


def avancement(cle: str) -> dict[str, Any] | None:
    """Return what is under way: `quoi`, `vues` and `nombre`; None when nothing is."""
    lu: dict[str, Any] | None = cache.get(cle)
    return lu
