"""Uploaded files: each is in its place whole, or is not there. Django's own storage writes it there bit by bit.

A disk that fills, or a process that dies, leaves at most a draft, which no address leads to and maintenance sweeps.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from socle.medias.orphelins import BROUILLONS


class StockageEntier(FileSystemStorage):
    """Django's own, which writes a draft, then gives it its name: one name, one file, as two processes ask for it."""

    def _save(self, name: str, content: File) -> str:
        """Return the name that the file was given. Raises `OSError`, and keeps nothing, when it cannot be written."""
        brouillon = self._brouillon(content)
        try:
            while not self._nommer(brouillon, name):
                name = self.get_available_name(name)
        finally:
            brouillon.unlink()

        return str(name).replace("\\", "/")

    def _brouillon(self, content: File) -> Path:
        """Write the whole content to the disk, under no name that anybody knows."""
        dossier = Path(self.path(BROUILLONS))
        dossier.mkdir(mode=0o700, parents=True, exist_ok=True)

        with NamedTemporaryFile(dir=dossier, delete=False) as ecrit:
            chemin = Path(ecrit.name)
            try:
                for morceau in content.chunks():
                    ecrit.write(morceau.encode() if isinstance(morceau, str) else morceau)
                ecrit.flush()
                os.fsync(ecrit.fileno())
            except BaseException:
                chemin.unlink()
                raise

        if self.file_permissions_mode is not None:
            chemin.chmod(self.file_permissions_mode)
        return chemin

    def _nommer(self, brouillon: Path, name: str) -> bool:
        """Give the draft this name; return whether it was free."""
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(brouillon, place)
        except FileExistsError:
            return False
        return True
