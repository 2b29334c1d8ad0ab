"""A credential put inside an image of the badge, as Open Badges 3.0 says (section 5.3): the image carries its proof.

The form put there is the JSON document, which both foreign clients verify. The image must then be served as it is: what
writes it anew (a rendition, an optimiser) loses the credential.
"""

import struct
import zlib

from django.utils.html import escape

from registre.preuve.justificatifs import Justificatif

ESPACE = "https://purl.imsglobal.org/spec/ob/v3p0"
MOT_CLE = b"openbadgecredential"
SIGNATURE_PNG = b"\x89PNG\r\n\x1a\n"
LONGUEUR, TYPE = 4, 8


class ImageIllisible(Exception):
    """The image given is not an SVG or a PNG that ends as one."""


def incruster_svg(svg: bytes, justificatif: Justificatif) -> bytes:
    """Return this SVG with the credential as its last element. Raises `ImageIllisible`."""
    debut, fin, suite = svg.rpartition(b"</svg>")
    if not fin:
        raise ImageIllisible("no </svg>")

    texte = escape(justificatif.texte).encode()
    element = b'<openbadges:credential xmlns:openbadges="%s">%s</openbadges:credential>'
    return debut + element % (ESPACE.encode(), texte) + fin + suite


def incruster_png(png: bytes, justificatif: Justificatif) -> bytes:
    """Return this PNG with the credential in an `iTXt` chunk, before its end. Raises `ImageIllisible`."""
    fin = _fin_du_png(png)
    # Keyword, then: not compressed (two zeros), no language, no translated keyword (each ends by a zero).
    morceau = _morceau(b"iTXt", MOT_CLE + b"\x00\x00\x00\x00\x00" + justificatif.texte.encode())
    return png[:fin] + morceau + png[fin:]


def _fin_du_png(png: bytes) -> int:
    """Where the last chunk begins."""
    place = len(SIGNATURE_PNG)
    if not png.startswith(SIGNATURE_PNG):
        raise ImageIllisible("not a PNG")

    while png[place + LONGUEUR : place + TYPE] != b"IEND":
        if place + TYPE > len(png):
            raise ImageIllisible("no IEND")
        (longueur,) = struct.unpack(">I", png[place : place + LONGUEUR])
        place += longueur + 12  # its length, its type and its checksum are four bytes each

    return place


def _morceau(type_: bytes, contenu: bytes) -> bytes:
    """A chunk of a PNG: length, type, content, checksum of the last two."""
    return struct.pack(">I", len(contenu)) + type_ + contenu + struct.pack(">I", zlib.crc32(type_ + contenu))
