"""A credential as it was brought, in one of its two signed forms, read without trusting a word of it."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from registre.preuve.verification.refus import BadgeIllisible

TEXTE_MAXIMUM = 100_000  # bytes; a credential of twelve engagements has about seven thousand
GENRE = "OpenBadgeCredential"
JETON = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


@dataclass(frozen=True)
class Presente:
    """What was brought: the document it holds, and its proof.

    `jeton` is the three parts of a JWT; None for a JSON document, whose proof stands in `document`.
    """

    document: dict[str, Any]
    jeton: tuple[bytes, bytes, bytes] | None = None

    @property
    def emetteur(self) -> str:
        """Who it says issued it, empty when it says nothing readable."""
        emetteur = self.document.get("issuer")
        emetteur = emetteur.get("id") if isinstance(emetteur, dict) else emetteur
        return emetteur if isinstance(emetteur, str) else ""

    @property
    def numero(self) -> str:
        """The number of the label it says it is about, empty when it says none."""
        sujet = self.document.get("credentialSubject")
        reussite = sujet.get("achievement") if isinstance(sujet, dict) else None
        numero = reussite.get("humanCode") if isinstance(reussite, dict) else None
        return numero if isinstance(numero, str) else ""


def presenter(texte: bytes) -> Presente:
    """Read a credential, whichever form it has. Raises `BadgeIllisible`."""
    texte = texte.strip()
    if len(texte) > TEXTE_MAXIMUM:
        raise BadgeIllisible("long")
    if not JETON.fullmatch(texte):
        return Presente(_objet(texte))

    entete, contenu, signature = texte.split(b".")
    document = _objet(depuis_base64url(contenu))
    return Presente(document, (entete, contenu, signature))


def depuis_base64url(texte: bytes) -> bytes:
    """Return what is written in base64url without padding, in its one right form. Raises `BadgeIllisible`."""
    try:
        lus = base64.urlsafe_b64decode(texte + b"=" * (-len(texte) % 4))
    except (binascii.Error, ValueError) as faute:
        raise BadgeIllisible("illisible") from faute
    if base64.urlsafe_b64encode(lus).rstrip(b"=") != texte:
        raise BadgeIllisible("illisible")
    return lus


def lire_json(octets: bytes) -> Any:
    """Return a JSON value that all readers read alike: no name twice, no half of a character. Raises `ValueError`."""
    lu = json.loads(octets.decode(), object_pairs_hook=_sans_doublon, parse_constant=_refuser)
    json.dumps(lu, ensure_ascii=False).encode()
    return lu


def _objet(octets: bytes) -> dict[str, Any]:
    try:
        lu = lire_json(octets)
    except (ValueError, RecursionError) as faute:
        raise BadgeIllisible("illisible") from faute
    if not isinstance(lu, dict) or not isinstance(lu.get("type"), list) or GENRE not in lu["type"]:
        raise BadgeIllisible("autre_chose")
    return lu


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) != len(paires):
        raise ValueError("a name is given twice")
    return objet


def _refuser(constante: str) -> NoReturn:
    raise ValueError(constante)
