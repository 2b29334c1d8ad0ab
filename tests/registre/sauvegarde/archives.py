"""Archives as a hostile or a clumsy hand makes them: members rewritten, a byte turned, a manifest that says other."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

MANIFESTE = "manifeste.json"


def noms(archive: Path) -> list[str]:
    """The members, in their order."""
    with tarfile.open(archive) as tar:
        return tar.getnames()


def contenu(archive: Path, nom: str) -> bytes:
    with tarfile.open(archive) as tar:
        lu = tar.extractfile(nom)
        assert lu is not None
        return lu.read()


def alterer(archive: Path, nom: str) -> None:
    """Turn the bits of one byte in the middle of a member."""
    with tarfile.open(archive) as tar:
        membre = tar.getmember(nom)
    octets = bytearray(archive.read_bytes())
    octets[membre.offset_data + membre.size // 2] ^= 0xFF
    archive.write_bytes(octets)


def avec_un_manifeste_change(archive: Path, changer: Callable[[dict[str, Any]], None]) -> None:
    """Write the archive again, its manifest changed by hand."""
    with tarfile.open(archive) as tar:
        membres = [(nom, contenu(archive, nom)) for nom in tar.getnames()]
    with tarfile.open(archive, "w") as tar:
        for nom, octets in membres:
            if nom == MANIFESTE:
                dit = json.loads(octets)
                changer(dit)
                octets = json.dumps(dit).encode()  # noqa: PLW2901 - this one is written otherwise
            ajouter(tar, nom, octets)


def avec_un_membre_de_plus(archive: Path, info: tarfile.TarInfo) -> None:
    """Put a member before the manifest, as `info` says, of five bytes if it is a file."""
    with tarfile.open(archive) as tar:
        membres = [(nom, contenu(archive, nom)) for nom in tar.getnames()]
    with tarfile.open(archive, "w") as tar:
        for nom, octets in membres[:-1]:
            ajouter(tar, nom, octets)
        info.size = 5 if info.isreg() else 0
        tar.addfile(info, io.BytesIO(b"salut"))
        ajouter(tar, *membres[-1])


def ajouter(tar: tarfile.TarFile, nom: str, octets: bytes) -> None:
    info = tarfile.TarInfo(nom)
    info.size = len(octets)
    tar.addfile(info, io.BytesIO(octets))
