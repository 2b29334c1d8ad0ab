"""A cache of files that keeps within so many bytes: what was asked longest ago goes first."""

import os
import pickle
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class CacheSurDisque(FileBasedCache):
    """Django's own cache of files, which counts them, bounded in bytes instead (`OPTIONS["OCTETS"]`)."""

    def __init__(self, dossier: str | Path, params: dict[str, Any]) -> None:
        super().__init__(str(dossier), params)
        self.dossier = Path(dossier).absolute()
        self.octets: int = params["OPTIONS"]["OCTETS"]

    def _createdir(self) -> None:
        """Only when something is written: a site that never draws needs no folder."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, which becomes the last thing asked. A damaged file is as good as none."""
        absent = object()
        try:
            valeur = super().get(key, absent, version)
        except (EOFError, pickle.UnpicklingError, zlib.error):  # cut short: the machine stopped as it was written
            self.delete(key, version)
            return default
        if valeur is absent:
            return default

        with suppress(FileNotFoundError):  # dropped by another process in between
            os.utime(self._key_to_file(key, version))  # type: ignore[attr-defined]

        return valeur

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value, then drop what is too much."""
        self.dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().set(key, value, timeout, version)
        self._alleger()

    def _cull(self) -> None:
        """Nothing before a value is written: its size is not known yet."""

    def _alleger(self) -> None:
        """Drop the files asked longest ago until what remains holds. Half-written ones, left by a crash, count too."""
        fichiers = []
        for entree in os.scandir(self.dossier):
            with suppress(FileNotFoundError):
                etat = entree.stat()
                fichiers.append((etat.st_mtime_ns, etat.st_size, entree.path))

        total = sum(taille for _date, taille, _chemin in fichiers)

        for _date, taille, chemin in sorted(fichiers):
            if total <= self.octets:
                return
            Path(chemin).unlink(missing_ok=True)
            total -= taille
