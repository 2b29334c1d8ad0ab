"""Two ways to sign the same document: a proof inside it (Data Integrity, `eddsa-rdfc-2022`), and a JWT around it."""

import base64
import datetime
import hashlib
import json
from typing import Any

from pyld import jsonld

from registre.preuve.cles import Signataire
from registre.preuve.did import methode
from registre.preuve.justificatifs.bornes import nombre_de_faits
from registre.preuve.justificatifs.contextes import charger
from registre.preuve.multibase import multibase

# PyLD has no safe mode: a type that no context defines is signed under this address, and means nothing to anybody; a
# term that none defines is not signed at all, which is why what is signed is counted.
TERME_INDEFINI = "http://example.org/base/"


class DocumentIllisible(Exception):
    """A document holds what its contexts do not define: it would be signed as nothing. The message shows the line."""


def sceller(document: dict[str, Any], qui: Signataire, le: datetime.datetime) -> dict[str, Any]:
    """Return this document with the proof that `qui` made it at `le` (aware): VC Data Integrity EdDSA, section 3.3.

    The same document, key and moment give the same proof. Raises `DocumentIllisible`.
    """
    preuve = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": horodatage(le),
        "verificationMethod": methode(qui.identifiant),
        "proofPurpose": "assertionMethod",
    }
    contextes = {"@context": document["@context"]}
    a_signer = _empreinte(preuve | contextes) + _empreinte(document)

    return document | {"proof": preuve | {"proofValue": multibase(qui.signer(a_signer))}}


def en_jwt(document: dict[str, Any], qui: Signataire, declarations: dict[str, Any]) -> str:
    """Return this document, with these registered claims, as a compact JWT (RFC 7515) whose payload is the credential.

    `alg` stays EdDSA: the name of RFC 9864, Ed25519, is refused by PyJWT 2.15, hence by openbadgeslib 4.6.
    """
    entete = {"alg": "EdDSA", "typ": "JWT", "kid": methode(qui.identifiant)}
    a_signer = f"{_base64url(en_octets(entete))}.{_base64url(en_octets(document | declarations))}"
    return f"{a_signer}.{_base64url(qui.signer(a_signer.encode()))}"


def en_octets(document: dict[str, Any]) -> bytes:
    """Return a document as the bytes that are served: the same ones each time, in ASCII whatever the names in it, so
    that no editor, image or encoding on their way changes what was signed."""
    return json.dumps(document, separators=(",", ":")).encode()


def canonique(document: dict[str, Any]) -> str:
    """Return the canonical N-Quads of a document (RDFC-1.0). Raises `DocumentIllisible` for a term of no context."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": charger}
    quads: str = jsonld.normalize(document, options)
    if TERME_INDEFINI in quads:
        raise DocumentIllisible(next(quad for quad in quads.splitlines() if TERME_INDEFINI in quad))
    return quads


def horodatage(le: datetime.datetime) -> str:
    """Return an aware moment as credentials write it: UTC, to the second."""
    return le.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _empreinte(document: dict[str, Any]) -> bytes:
    """The hash of a document's canonical form, which says all that the document says. Raises `DocumentIllisible`."""
    forme = canonique(document)
    try:
        faits = nombre_de_faits(document)
    except ValueError as raison:
        raise DocumentIllisible(str(raison)) from raison
    if forme.count("\n") != faits:
        raise DocumentIllisible(f"{faits} things said, {forme.count(chr(10))} signed")
    return hashlib.sha256(forme.encode()).digest()


def _base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")
