"""The archive: a tar written and read from end to end, each member hashed as it goes by. Nothing is held in memory.

A plain tar, so that any tool opens it; the manifest comes last, because it says the hash of the others. What is read is
believed once all of it has been held against the manifest, and no member is ever given a place by its name alone.
"""

import contextlib
import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO

from socle.sauvegarde import manifeste
from socle.sauvegarde.manifeste import Manifeste, MembreDArchive
from socle.sauvegarde.refus import ArchiveRefusee

PARTIE = 16 * 1024 * 1024  # bytes of a member that holds a part of the database
BLOC = 1024 * 1024
DOSSIERS = {"base", "media", "cles"}


class EcritureDArchive:
    """An archive being written in a file."""

    def __init__(self, sortie: BinaryIO) -> None:
        self.tar = tarfile.TarFile.open(fileobj=sortie, mode="w|", format=tarfile.PAX_FORMAT, bufsize=BLOC)
        self.membres: dict[str, MembreDArchive] = {}

    def base(self, octets: Iterable[bytes]) -> None:
        """Add the database, in parts: how long it is needs not be known before, nor a copy be kept on the disk."""
        for rang, partie in enumerate(_parties(octets), start=1):
            self._ajouter(f"base/{rang:06}", len(partie), io.BytesIO(partie))

    def fichier(self, nom: str, fichier: IO[bytes]) -> None:
        """Add a file from its beginning. Raises `OSError` when it does not read, or was cut while it was read."""
        octets = fichier.seek(0, os.SEEK_END)
        fichier.seek(0)
        self._ajouter(nom, octets, fichier)

    def clore(self, fait: Manifeste) -> None:
        """Add the manifest, and end the archive."""
        octets = fait.ecrit()
        self._ajouter(manifeste.FICHIER, len(octets), io.BytesIO(octets))
        self.tar.close()

    def abandonner(self) -> None:
        """End what is not to be kept: what is left of it would be written later, in a file that is closed."""
        with contextlib.suppress(OSError):
            self.tar.close()

    def _ajouter(self, nom: str, octets: int, contenu: IO[bytes]) -> None:
        info = tarfile.TarInfo(nom)
        info.size, info.mode = octets, 0o600
        hache = Hache(contenu)
        self.tar.addfile(info, hache)
        self.membres[nom] = hache.membre


class LectureDArchive:
    """An archive being read, once. `manifeste` is there when all of it was, and every hash was as it says."""

    def __init__(self, flux: BinaryIO) -> None:
        self.flux = flux
        self.lus: dict[str, MembreDArchive] = {}
        self.manifeste: Manifeste

    def __iter__(self) -> Iterator[tuple[str, "Hache"]]:
        """Yield each member, to be read before the next one, or not at all: it is hashed in any case.

        Raises `ArchiveRefusee` naming the first member that is not as the manifest says, or could lead elsewhere.
        """
        dernier, ecrit = "le début", b""
        try:
            with tarfile.open(fileobj=self.flux, mode="r|", bufsize=BLOC) as tar:
                for info in tar:
                    dernier = info.name
                    _exiger_un_membre_sur(info, self.lus)
                    contenu = Hache(tar.extractfile(info))
                    if info.name == manifeste.FICHIER:
                        ecrit = contenu.read()
                        continue
                    yield info.name, contenu
                    contenu.jusqu_au_bout()
                    self.lus[info.name] = contenu.membre
            while self.flux.read(BLOC):
                pass
        except (tarfile.TarError, EOFError) as faute:
            raise ArchiveRefusee(f"L’archive est tronquée ou abîmée, vers « {dernier} ».") from faute

        if not ecrit:
            raise ArchiveRefusee(f"L’archive est tronquée après « {dernier} » : elle n’a pas de {manifeste.FICHIER}.")
        self.manifeste = manifeste.lire(ecrit)
        _comparer(self.lus, self.manifeste.membres)


def _exiger_un_membre_sur(info: tarfile.TarInfo, lus: dict[str, MembreDArchive]) -> None:
    """A plain file, of a folder of ours, below it, given once."""
    if info.type != tarfile.REGTYPE or info.issparse():
        raise ArchiveRefusee(f"« {info.name} » n’est pas un fichier ordinaire : l’archive est refusée.")
    morceaux = info.name.split("/")
    range_ = info.name == manifeste.FICHIER or (len(morceaux) > 1 and morceaux[0] in DOSSIERS)
    if not range_ or {"", ".", ".."} & set(morceaux) or "\\" in info.name or "\0" in info.name:
        raise ArchiveRefusee(f"« {info.name} » sortirait des dossiers du site : l’archive est refusée.")
    if info.name in lus:
        raise ArchiveRefusee(f"« {info.name} » est deux fois dans l’archive : elle est refusée.")


def _comparer(lus: dict[str, MembreDArchive], ecrits: dict[str, MembreDArchive]) -> None:
    """Raise `ArchiveRefusee` naming the first member that is missing, in excess, or not of the hash written."""
    for nom in sorted(lus.keys() | ecrits.keys()):
        if nom not in lus:
            raise ArchiveRefusee(f"« {nom} » manque à l’archive.")
        if nom not in ecrits:
            raise ArchiveRefusee(f"« {nom} » est en trop dans l’archive.")
        if lus[nom] != ecrits[nom]:
            raise ArchiveRefusee(f"« {nom} » est abîmé : son empreinte n’est pas celle du manifeste.")


def _parties(octets: Iterable[bytes]) -> Iterator[bytes]:
    """Cut what comes into parts of one size, the last one shorter."""
    reste = bytearray()
    for bloc in octets:
        reste += bloc
        while len(reste) >= PARTIE:
            yield bytes(reste[:PARTIE])
            del reste[:PARTIE]
    if reste:
        yield bytes(reste)


class Hache(io.RawIOBase):
    """A file hashed as it is read."""

    def __init__(self, contenu: IO[bytes] | None) -> None:
        super().__init__()
        assert contenu is not None  # noqa: S101 - tarfile gives none for a folder or a link, which are refused before
        self.contenu = contenu
        self.empreinte = hashlib.sha256()
        self.octets = 0

    @property
    def membre(self) -> MembreDArchive:
        """What was read of it so far."""
        return MembreDArchive(self.empreinte.hexdigest(), self.octets)

    def read(self, taille: int = -1) -> bytes:
        """Read at most so many bytes, hash and count them."""
        lus = self.contenu.read(taille)
        self.empreinte.update(lus)
        self.octets += len(lus)
        return lus

    def readable(self) -> bool:
        """Say that it reads: tarfile and shutil ask."""
        return True

    def jusqu_au_bout(self) -> None:
        """Read what its reader left."""
        while self.read(BLOC):
            pass
