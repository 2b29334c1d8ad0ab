"""The keys of this machine, read from its folder: who signs now, which public keys verify.

A machine without keys, or whose passphrase does not open them, runs all the same: nothing is signed, and the
administrator is told.
"""

import functools
import logging
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from registre.preuve.cles.cle import ClePublique, Signataire, Usage
from registre.preuve.cles.registre_des_cles import CleInscrite, lire

journal = logging.getLogger(__name__)


class CleIllisible(Exception):
    """The key that should sign cannot be opened: file missing, or another passphrase. The message says which key."""


def signataire(usage: Usage) -> Signataire | None:
    """Return who signs for this use now; None when this machine has no key for it, or cannot open it (logged)."""
    try:
        return signataire_ou_raison(usage)
    except CleIllisible:
        journal.exception("The key that signs (%s) cannot be opened", usage)
        return None


def signataire_ou_raison(usage: Usage) -> Signataire | None:
    """Return who signs for this use now, None when there is no key. Raises `CleIllisible` when it does not open."""
    inscrite = cle_en_service(usage)
    if inscrite is None or settings.KEYS_ROOT is None:
        return None

    publique, fichier = inscrite.publique, settings.KEYS_ROOT / f"{inscrite.publique.identifiant}.pem"
    privee = _ouverte(fichier, settings.KEYS_PASSPHRASE)
    if privee.public_key().public_bytes_raw() != publique.octets:
        raise CleIllisible(f"{publique.identifiant}: the file holds another key")

    return Signataire(publique.identifiant, publique.octets, privee)


def cle_en_service(usage: Usage) -> CleInscrite | None:
    """Return the key that should sign for this use, whether or not it can be opened."""
    en_service = [i for i in _inscrites(usage) if i.publique.jusqu_a is None and not i.retiree]
    return en_service[-1] if en_service else None


def cles_publiques(usage: Usage) -> list[ClePublique]:
    """Return the public keys that verify for this use, current and former, oldest first. A leaked one is not there."""
    return [inscrite.publique for inscrite in _inscrites(usage) if not inscrite.retiree]


def _inscrites(usage: Usage) -> list[CleInscrite]:
    if settings.KEYS_ROOT is None:
        return []
    return [inscrite for inscrite in lire(settings.KEYS_ROOT) if inscrite.usage == usage]


@functools.lru_cache(maxsize=8)
def _ouverte(fichier: Path, secret: str) -> Ed25519PrivateKey:
    """The private key of this file, opened once per process: a key's file is never written again."""
    try:
        cle = load_pem_private_key(fichier.read_bytes(), secret.encode())
    except (OSError, ValueError, TypeError) as raison:
        raise CleIllisible(f"{fichier.name}: {raison}") from raison
    if not isinstance(cle, Ed25519PrivateKey):
        raise CleIllisible(f"{fichier.name}: not an Ed25519 key")
    return cle
