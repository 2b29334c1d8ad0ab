"""Is a signature ours, and is it of this text? Both signed forms, with our own public keys: nobody else is asked."""

import hashlib
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld.jsonld import JsonLdError

from registre.preuve.cles import Usage, cles_publiques
from registre.preuve.did import methode
from registre.preuve.justificatifs.bornes import nombre_de_faits
from registre.preuve.justificatifs.contextes import ContexteInconnu
from registre.preuve.justificatifs.sceau import DocumentIllisible, canonique
from registre.preuve.multibase import depuis_multibase
from registre.preuve.verification.presente import Presente, depuis_base64url, lire_json
from registre.preuve.verification.refus import BadgeIllisible

PREUVE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod"}
SIGNEE = {*PREUVE, "created", "verificationMethod"}  # what a proof says besides its value, and its signature covers
# Whatever it is that cannot be read, verified or put in canonical form was not signed by us as it stands.
FAUTES = (
    *(InvalidSignature, BadgeIllisible, DocumentIllisible, ContexteInconnu, JsonLdError),
    *(ValueError, TypeError, LookupError, AttributeError, RecursionError),
)


class ValeurDeSignature(StrEnum):
    """What a signature is worth. `CLE_INCONNUE`: it names a key that is not ours, or was withdrawn."""

    JUSTE = "juste"
    FAUSSE = "fausse"
    CLE_INCONNUE = "cle_inconnue"
    SANS_CLES = "sans_cles"  # this machine has no key: nothing can be said here


def verifier_signature(presente: Presente) -> ValeurDeSignature:
    """Tell what the signature of a credential is worth, by the keys of this site, current and former."""
    cles = {methode(cle.identifiant): cle.octets for cle in cles_publiques(Usage.JUSTIFICATIF)}
    if not cles:
        return ValeurDeSignature.SANS_CLES

    try:
        nommee, signature = _du_jeton(presente.jeton) if presente.jeton else _de_la_preuve(presente.document)
        if nommee not in cles:
            return ValeurDeSignature.CLE_INCONNUE
        octets = b".".join(presente.jeton[:2]) if presente.jeton else _scelles(presente.document)
        Ed25519PublicKey.from_public_bytes(cles[nommee]).verify(signature, octets)
    except FAUTES:
        return ValeurDeSignature.FAUSSE
    return ValeurDeSignature.JUSTE


def _du_jeton(jeton: tuple[bytes, bytes, bytes]) -> tuple[Any, bytes]:
    """The key that a JWT names, and its signature. Raises when it is not signed as ours are."""
    entete = lire_json(depuis_base64url(jeton[0]))
    if entete["alg"] != "EdDSA":
        raise ValueError("another algorithm")
    return entete["kid"], depuis_base64url(jeton[2])


def _de_la_preuve(document: dict[str, Any]) -> tuple[Any, bytes]:
    """The key that a Data Integrity proof names, and its signature. Raises when it is not one of ours."""
    preuve = document["proof"]
    if set(preuve) != {*SIGNEE, "proofValue"} or any(preuve[nom] != voulu for nom, voulu in PREUVE.items()):
        raise ValueError("another proof")
    return preuve["verificationMethod"], depuis_multibase(preuve["proofValue"])


def _scelles(document: dict[str, Any]) -> bytes:
    """What a Data Integrity proof signs: the hash of what it says of itself, then that of the document."""
    sans_preuve = {nom: valeur for nom, valeur in document.items() if nom != "proof"}
    faits = nombre_de_faits(sans_preuve)
    preuve = {nom: document["proof"][nom] for nom in SIGNEE} | {"@context": document["@context"]}

    formes = [canonique(partie) for partie in (preuve, sans_preuve)]
    if formes[1].count("\n") != faits:
        raise ValueError("it says something that is not signed")
    return b"".join(hashlib.sha256(forme.encode()).digest() for forme in formes)
