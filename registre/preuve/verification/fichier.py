"""A file that somebody drops: what it is, told by its content and never by its name."""

from dataclasses import dataclass
from enum import StrEnum

from registre.preuve.incrustation import SIGNATURE_PNG
from registre.preuve.verification.png import du_png
from registre.preuve.verification.presente import TEXTE_MAXIMUM, Presente, presenter
from registre.preuve.verification.refus import BadgeIllisible
from registre.preuve.verification.svg import du_svg

FICHIER_MAXIMUM = 2_000_000  # bytes
BOM = b"\xef\xbb\xbf"
ETRANGERS = {b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP", b"%PDF": "PDF", b"PK\x03\x04": "ZIP"}


class Support(StrEnum):
    """What the credential was found in."""

    PNG = "png"
    SVG = "svg"
    JSON = "json"
    JWT = "jwt"


@dataclass(frozen=True)
class BadgeTrouve:
    """A credential, and what it was found in."""

    presente: Presente
    support: Support


def trouver(octets: bytes) -> BadgeTrouve:
    """Find the credential of a file. Raises `BadgeIllisible`, whose message is in the reader's language."""
    if len(octets) > FICHIER_MAXIMUM:
        raise BadgeIllisible("lourd")
    for debut, sorte in ETRANGERS.items():
        if octets.startswith(debut):
            raise BadgeIllisible("format", sorte=sorte)

    texte = octets.removeprefix(BOM).strip()
    if octets.startswith(SIGNATURE_PNG):
        return BadgeTrouve(presenter(du_png(octets, TEXTE_MAXIMUM)), Support.PNG)
    if texte.startswith(b"<"):
        return BadgeTrouve(presenter(du_svg(octets)), Support.SVG)
    presente = presenter(texte)
    return BadgeTrouve(presente, Support.JWT if presente.jeton else Support.JSON)
