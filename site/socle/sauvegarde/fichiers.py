"""The files of the site: which ones are backed up, and how others take their place at once."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from socle.medias.orphelins import BROUILLONS
from socle.sauvegarde.archive import BLOC
from socle.sauvegarde.manifeste import MembreDArchive

EN_COURS = ".restauration"
PASSAGERS = (EN_COURS, BROUILLONS, ".sante-")  # hidden files of the site itself, here for a moment


def fichiers_de(racine: Path | None, sauf: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder with their names from it, in order: no link, none of the folder `sauf`.

    Nothing when there is no such folder.
    """
    if racine is None:
        return
    for dossier, sous_dossiers, noms in os.walk(racine):
        ici = Path(dossier)
        sous_dossiers[:] = sorted(nom for nom in sous_dossiers if nom not in PASSAGERS and ici / nom != sauf)
        for nom in sorted(noms):
            chemin = ici / nom
            if not nom.startswith(PASSAGERS) and chemin.is_file() and not chemin.is_symlink():
                yield chemin.relative_to(racine).as_posix(), chemin


def membre_de(chemin: Any) -> MembreDArchive:
    """Return the hash and the size of a file, of a disk or of a bucket."""
    with chemin.open("rb") as fichier:
        empreinte = hashlib.file_digest(fichier, "sha256")
        return MembreDArchive(empreinte.hexdigest(), fichier.seek(0, os.SEEK_END))


class FichiersARestaurer:
    """Files that come to a folder: laid apart in it, then put in the place of all that is there by renaming alone."""

    def __init__(self, racine: Path, droits: int) -> None:
        self.racine, self.droits = racine, droits
        self.en_cours = racine / EN_COURS
        self.nouveaux, self.anciens = self.en_cours / "nouveaux", self.en_cours / "anciens"

    @contextlib.contextmanager
    def preparee(self) -> Iterator[None]:
        """Have the folder apart for the block, and take it away whatever happens."""
        self.oublier()
        self.nouveaux.mkdir(parents=True)
        self.anciens.mkdir()
        try:
            yield
        finally:
            self.oublier()

    def deposer(self, nom: str, contenu: IO[bytes]) -> None:
        """Lay a file apart, under a name that `archive.lire` has looked at."""
        chemin = self.nouveaux / nom
        chemin.parent.mkdir(parents=True, exist_ok=True)
        descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, self.droits)
        with os.fdopen(descripteur, "wb") as fichier:
            os.fchmod(descripteur, self.droits)
            shutil.copyfileobj(contenu, fichier, BLOC)

    def echanger(self) -> None:
        """Put what was there aside, and what was laid apart in its place."""
        os.sync()
        for ancien in list(self.racine.iterdir()):
            if ancien != self.en_cours:
                ancien.rename(self.anciens / ancien.name)
        for nouveau in list(self.nouveaux.iterdir()):
            nouveau.rename(self.racine / nouveau.name)

    def oublier(self) -> None:
        """Take away what is apart, former files included."""
        shutil.rmtree(self.en_cours, ignore_errors=True)
