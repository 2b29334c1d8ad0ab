"""Signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature): a text, and lines that sign it."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = 1
COSIGNATURE = 4
TIRET = "— "
LONGUEUR_MAXIMUM = 16_384
LIGNES_D_UN_POINT = 3


class NoteIllisible(ValueError):
    """A text that is no signed note, or no checkpoint. The message says what is wrong with it."""


@dataclass(frozen=True)
class CleDeNote:
    """A public key as notes name it: a name, a kind (`ED25519` or `COSIGNATURE`), 32 bytes."""

    nom: str
    genre: int
    octets: bytes

    @property
    def identifiant(self) -> bytes:
        """The four bytes by which a signature says which key made it."""
        return hashlib.sha256(self.nom.encode() + b"\n" + bytes([self.genre]) + self.octets).digest()[:4]

    def __str__(self) -> str:
        cle = base64.b64encode(bytes([self.genre]) + self.octets).decode()
        return f"{self.nom}+{self.identifiant.hex()}+{cle}"


@dataclass(frozen=True)
class Signature:
    """A line of a note: who signed, with which key, and the rest of its bytes."""

    nom: str
    identifiant: bytes
    octets: bytes

    def __str__(self) -> str:
        return f"{TIRET}{self.nom} {base64.b64encode(self.identifiant + self.octets).decode()}\n"

    def est_de(self, cle: CleDeNote) -> bool:
        """Whether it says that this key made it."""
        return (self.nom, self.identifiant) == (cle.nom, cle.identifiant)


@dataclass(frozen=True)
class PointDeControle:
    """A checkpoint as read: the log's name, how many leaves, the root, and the signatures beneath its text."""

    origine: str
    taille: int
    racine: bytes
    texte: str
    signatures: tuple[Signature, ...]


def lire_cle(texte: str) -> CleDeNote:
    """Return the key that a vkey writes (`name+hash+base64`). Raises `NoteIllisible`."""
    morceaux = texte.strip().split("+", 2)
    try:
        nom, identifiant, cle = morceaux
        octets = base64.b64decode(cle, validate=True)
        lue = CleDeNote(nom, octets[0], octets[1:])
    except (ValueError, IndexError, binascii.Error) as faute:
        raise NoteIllisible("a key is written name+hash+base64") from faute

    if lue.identifiant.hex() != identifiant or len(lue.octets) != hashlib.sha256().digest_size:
        raise NoteIllisible("the hash of the key is not its own")
    return lue


def texte_de_point(origine: str, taille: int, racine: bytes) -> str:
    """Return the text that a log signs: its name, how many leaves, their root."""
    return f"{origine}\n{taille}\n{base64.b64encode(racine).decode()}\n"


def lire_point(note: str) -> PointDeControle:
    """Return a checkpoint, its signatures not verified. Raises `NoteIllisible`."""
    if len(note) > LONGUEUR_MAXIMUM:
        raise NoteIllisible("too long")
    texte, vide, suite = note.rpartition("\n\n")
    if not vide or not suite.endswith("\n"):
        raise NoteIllisible("a text, an empty line, then lines that sign it")

    texte += "\n"
    lignes = texte.split("\n")[:-1]
    if len(lignes) < LIGNES_D_UN_POINT or not lignes[0] or str(_entier(lignes[1])) != lignes[1]:
        raise NoteIllisible("three lines are expected: name, size, root")
    racine = _base64(lignes[2])
    if len(racine) != hashlib.sha256().digest_size:
        raise NoteIllisible("the root has 32 bytes")

    return PointDeControle(lignes[0], int(lignes[1]), racine, texte, lire_signatures(suite))


def lire_signatures(lignes: str) -> tuple[Signature, ...]:
    """Return the signatures that these lines write. Raises `NoteIllisible`."""
    return tuple(_signature(ligne) for ligne in lignes.removesuffix("\n").split("\n"))


def verifie(cle: CleDeNote, signature: Signature, texte: str) -> bool:
    """Whether a signature is this key's, on this text. A cosignature also signs its own moment (8 bytes before)."""
    if not signature.est_de(cle):
        return False
    octets, message = signature.octets, texte.encode()

    if cle.genre == COSIGNATURE:
        message = f"cosignature/v1\ntime {moment_de(signature)}\n".encode() + message
        octets = octets[8:]
    try:
        Ed25519PublicKey.from_public_bytes(cle.octets).verify(octets, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def moment_de(cosignature: Signature) -> int:
    """Return the moment a witness saw a checkpoint, in seconds since 1970."""
    return int.from_bytes(cosignature.octets[:8])


def _signature(ligne: str) -> Signature:
    nom, espace, valeur = ligne.removeprefix(TIRET).partition(" ")
    octets = _base64(valeur)
    if not ligne.startswith(TIRET) or not nom or not espace or len(octets) < 5:  # noqa: PLR2004 - a key's name, a byte
        raise NoteIllisible("a signature is written — name base64")
    return Signature(nom, octets[:4], octets[4:])


def _entier(texte: str) -> int:
    if not (texte.isascii() and texte.isdigit() and len(texte) < 19):  # noqa: PLR2004 - what 64 bits hold
        raise NoteIllisible("the size is a whole number")
    return int(texte)


def _base64(texte: str) -> bytes:
    try:
        return base64.b64decode(texte, validate=True)
    except (ValueError, binascii.Error) as faute:
        raise NoteIllisible("base64 is expected") from faute
