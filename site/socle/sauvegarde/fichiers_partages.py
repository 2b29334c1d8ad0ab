"""The files of the site in a bucket (`socle.medias.stockage_partage`): backed up, and put back."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from socle.medias.muet import StockageMuet, effacer_au_mieux
from socle.sauvegarde.archive import BLOC
from socle.sauvegarde.fichiers import EN_COURS, PASSAGERS
from socle.sauvegarde.refus import RestaurationRefusee

EN_MEMOIRE = 16 * 1024 * 1024  # bytes of one file, on their way to the bucket
A_MOITIE = (
    "La base est restaurée, mais le dépôt des fichiers a cessé de répondre avant qu’ils le soient tous : relancez la "
    "même commande, avec --remplacer."
)


@dataclass(frozen=True)
class FichierPartage:
    """A file of the bucket, by its name."""

    nom: str

    def open(self, _mode: str = "rb") -> IO[bytes]:
        """Give the whole file, read now. Raises `OSError`."""
        return cast(IO[bytes], default_storage.open(self.nom).file)

    def octets(self) -> int:
        """Return its size. Raises `OSError`."""
        return int(default_storage.size(self.nom))


def fichiers_partages(dossier: str = "") -> Iterator[tuple[str, FichierPartage]]:
    """Yield the files of the bucket with their names, in order, less those that are there for a moment."""
    sous_dossiers, noms = default_storage.listdir(dossier)
    for nom in sorted(noms):
        if not nom.startswith(PASSAGERS):
            yield dossier + nom, FichierPartage(dossier + nom)
    for sous_dossier in sorted(sous_dossiers):
        if sous_dossier != EN_COURS:
            yield from fichiers_partages(f"{dossier}{sous_dossier}/")


class FichiersPartagesARestaurer:
    """Files that come to the bucket: laid apart in it, then given the names of those that are there."""

    def __init__(self) -> None:
        self.noms: list[str] = []

    @contextlib.contextmanager
    def preparee(self) -> Iterator[None]:
        """Have nothing apart before the block, and after it, whatever happens."""
        self.oublier()
        try:
            yield
        finally:
            with contextlib.suppress(StockageMuet):  # the next restore begins by this
                self.oublier()

    def deposer(self, nom: str, contenu: Any) -> None:
        """Lay a file apart, under a name that `archive.lire` has looked at. Raises `OSError`."""
        with SpooledTemporaryFile(max_size=EN_MEMOIRE) as entier:
            shutil.copyfileobj(contenu, entier, BLOC)
            entier.seek(0)
            default_storage.save(f"{EN_COURS}/{nom}", File(entier, nom))
        self.noms.append(nom)

    def echanger(self) -> None:
        """Put what was laid apart in its place, and take away the rest. Raises `RestaurationRefusee` half way."""
        stockage: Any = default_storage
        try:
            for nom in self.noms:
                stockage.deplacer(f"{EN_COURS}/{nom}", nom)
            for ancien, _fichier in list(fichiers_partages()):
                if ancien not in self.noms:
                    stockage.delete(ancien)
        except StockageMuet as muet:
            raise RestaurationRefusee(A_MOITIE) from muet

    def oublier(self) -> None:
        """Take away what is apart."""
        for nom, _fichier in list(fichiers_partages(f"{EN_COURS}/")):
            effacer_au_mieux(default_storage, nom)
