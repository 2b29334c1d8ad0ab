"""What a key is: who it signs for, what it is called, how long it signed."""

import datetime
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Usage(StrEnum):
    """What a key signs. Two keys, so that one that leaks says nothing of the other."""

    JUSTIFICATIF = "justificatif"
    JOURNAL = "journal"


@dataclass(frozen=True)
class ClePublique:
    """A public key (32 raw bytes) that still verifies. It signs, or signed, from `depuis` until `jusqu_a` (aware)."""

    identifiant: str
    octets: bytes
    depuis: datetime.datetime
    jusqu_a: datetime.datetime | None


@dataclass(frozen=True)
class Signataire:
    """A private key, in memory for the time of a process."""

    identifiant: str
    publique: bytes
    _privee: Ed25519PrivateKey

    def signer(self, octets: bytes) -> bytes:
        """Return the Ed25519 signature of these bytes: 64 bytes, the same each time (RFC 8032)."""
        return self._privee.sign(octets)


def identifiant_de(usage: Usage, publique: bytes) -> str:
    """Return the name of a key, which follows from its 32 bytes: never given twice, and fit for a DID's fragment."""
    return f"{usage}-{hashlib.sha256(publique).hexdigest()[:12]}"
