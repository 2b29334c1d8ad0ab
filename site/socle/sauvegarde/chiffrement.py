"""Encryption at rest, in the age format (https://age-encryption.org/v1), by pyrage, in flat memory.

A backup is encrypted for public keys (`age1…`): the machine that writes it cannot read it again, so whoever takes the
machine has no old backup. Whoever restores has the identity, in a file, itself encrypted by a passphrase if they like
(`age-keygen | age -p`): the passphrase too is read in a file, never in a command line, which every account can see.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from socle.sauvegarde.refus import ArchiveRefusee, RestaurationRefusee, SauvegardeImpossible

ENTETE = b"age-encryption.org/v1"
FAUTES = (pyrage.DecryptError, pyrage.EncryptError, OSError)


def destinataires(ecrits: Sequence[str]) -> list[Any]:
    """Return the public keys written so. Raises `SauvegardeImpossible` naming one that is none."""
    lus = []
    for ecrit in ecrits:
        try:
            lus.append(pyrage.x25519.Recipient.from_str(ecrit))
        except pyrage.RecipientError as faute:
            message = f"« {ecrit} » n’est pas une clé publique age (age1…) : « age-keygen » en fait une."
            raise SauvegardeImpossible(message) from faute
    return lus


def identites(fichier: Path, phrase: Path | None) -> list[Any]:
    """Return the secret keys of this file, opened by the passphrase of the other when it is encrypted.

    Raises `RestaurationRefusee` when it does not open, or holds none.
    """
    try:
        octets = fichier.read_bytes()
        if octets.startswith(ENTETE):
            if phrase is None:
                raise RestaurationRefusee(f"{fichier} a une phrase : donnez-la dans un fichier (--phrase).")
            octets = pyrage.passphrase.decrypt(octets, phrase.read_text().rstrip("\r\n"))
        lignes = [ligne.strip() for ligne in octets.decode().splitlines()]
        lues = [pyrage.x25519.Identity.from_str(ligne) for ligne in lignes if ligne and not ligne.startswith("#")]
    except pyrage.DecryptError as faute:
        raise RestaurationRefusee(f"La phrase n’ouvre pas {fichier}.") from faute
    except OSError as faute:
        raise RestaurationRefusee(f"{faute.filename} ne se lit pas : {faute.strerror}.") from faute
    except (pyrage.IdentityError, UnicodeDecodeError) as faute:
        raise RestaurationRefusee(f"{fichier} n’est pas un fichier d’identité age.") from faute

    if not lues:
        raise RestaurationRefusee(f"{fichier} ne contient aucune identité age.")
    return lues


def est_chiffre(archive: Path) -> bool:
    """Whether this file is of the age format."""
    with archive.open("rb") as fichier:
        return fichier.read(len(ENTETE)) == ENTETE


@contextlib.contextmanager
def chiffrant(sortie: BinaryIO, pour: Sequence[Any]) -> Iterator[BinaryIO]:
    """Give what to write in: it reaches `sortie` encrypted for these keys. Raises what writing in `sortie` raised."""
    lire, verser = os.pipe()
    garde = _Garde(sortie)
    fil = _Fil(lambda clair: pyrage.encrypt_io(clair, garde, pour), os.fdopen(lire, "rb"))
    flux = os.fdopen(verser, "wb")

    with fil.jusqu_au_bout(flux):
        yield flux

    if fil.faute:
        raise garde.faute or fil.faute


@contextlib.contextmanager
def dechiffrant(archive: Path, avec: Sequence[Any]) -> Iterator[BinaryIO]:
    """Give what an archive says, decrypted. What was altered is not given: reading ends before it.

    Raises `ArchiveRefusee` when it was not encrypted for this identity, or was not given to its end.
    """
    lire, verser = os.pipe()
    with archive.open("rb") as chiffre:
        bout = os.fdopen(verser, "wb")
        garde = _Garde(bout)
        fil = _Fil(lambda _bout: pyrage.decrypt_io(chiffre, garde, avec), bout)
        try:
            flux = os.fdopen(lire, "rb")
            with fil.jusqu_au_bout(flux):
                yield flux
        except ArchiveRefusee as refus:
            if fil.faute and not garde.octets:
                message = f"{archive.name} n’a pas été chiffrée pour cette identité, ou son début est abîmé."
                raise ArchiveRefusee(message) from refus
            raise

    if fil.faute:
        raise ArchiveRefusee(f"{archive.name} est tronquée ou abîmée vers sa fin.") from fil.faute


class _Garde:
    """A file that counts what is written in it, and remembers why it could not be: pyrage tells it in words only."""

    def __init__(self, sortie: BinaryIO) -> None:
        self.sortie = sortie
        self.octets = 0
        self.faute: OSError | None = None

    def write(self, octets: bytes) -> int:
        """Write, count, and remember what went wrong."""
        try:
            ecrits = self.sortie.write(octets)
        except OSError as faute:
            self.faute = faute
            raise
        self.octets += ecrits
        return ecrits

    def flush(self) -> None:
        """Pass it on, as pyrage asks."""
        self.sortie.flush()


class _Fil(threading.Thread):
    """What pulls at one end of a pipe and pushes in another file, while the other end is held here."""

    def __init__(self, travail: Callable[[BinaryIO], None], bout: BinaryIO) -> None:
        super().__init__(daemon=True)
        self.travail, self.bout = travail, bout
        self.faute: Exception | None = None

    def run(self) -> None:
        """Work until the end, then close its end of the pipe, whatever happened: who holds the other never waits."""
        try:
            with self.bout:
                self.travail(self.bout)
        except FAUTES as faute:
            self.faute = faute

    @contextlib.contextmanager
    def jusqu_au_bout(self, flux: BinaryIO) -> Iterator[None]:
        """Work beside the block, which holds this end; once it ends, close that and wait for the last word."""
        self.start()
        try:
            yield
            flux.close()
        except BrokenPipeError:
            self.join()
            if self.faute is None:
                raise
        finally:
            with contextlib.suppress(BrokenPipeError):
                flux.close()
            self.join()
