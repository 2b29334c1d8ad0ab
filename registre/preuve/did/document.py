"""`/.well-known/did.json`: the keys that verify what this site signs (did:web, W3C DID Core 1.0)."""

from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from registre.preuve.cles import ClePublique, Usage, cles_publiques
from registre.preuve.multibase import multibase

CONTEXTES = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
MULTICLE_ED25519 = b"\xed\x01"  # the header of an Ed25519 public key, in the table of multicodecs


def did() -> str:
    """Return the identifier of the issuer: it follows the site's public address, port included."""
    return f"did:web:{quote(urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc, safe='')}"


def methode(identifiant: str) -> str:
    """Return the absolute identifier of a key in the document: both clients look for it to the letter."""
    return f"{did()}#{identifiant}"


def document_did() -> dict[str, Any] | None:
    """Return the document; None when this machine has no key.

    The last key comes first: openbadgeslib holds every status list to it, whichever key signed the credential.

    Of the forms that DID Core allows, this is the one that both foreign clients read: absolute identifiers, keys under
    `verificationMethod`, absolute references under `assertionMethod`, and its contexts.
    """
    cles = list(reversed(cles_publiques(Usage.JUSTIFICATIF)))
    if not cles:
        return None

    return {
        "@context": CONTEXTES,
        "id": did(),
        "verificationMethod": [_methode_de_verification(cle) for cle in cles],
        "assertionMethod": [methode(cle.identifiant) for cle in cles],
    }


def _methode_de_verification(cle: ClePublique) -> dict[str, str]:
    return {
        "id": methode(cle.identifiant),
        "type": "Multikey",
        "controller": did(),
        "publicKeyMultibase": multibase(MULTICLE_ED25519 + cle.octets),
    }
