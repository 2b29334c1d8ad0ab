"""The credential inside a PNG (Open Badges 3.0, section 5.3): its chunks are read, nothing is drawn."""

import struct
import zlib
from collections.abc import Iterator

from registre.preuve.incrustation import MOT_CLE, SIGNATURE_PNG
from registre.preuve.verification.refus import BadgeIllisible, le_seul

MORCEAUX_MAXIMUM = 10_000  # chunks of a PNG; a badge has five
ENTETE, CONTROLE = 8, 4  # bytes: length and type before what a chunk holds, checksum after


def du_png(png: bytes, maximum: int) -> bytes:
    """Return the credential of a PNG, `maximum` bytes at most. Raises `BadgeIllisible`."""
    debut = MOT_CLE + b"\x00"
    textes = [contenu for sorte, contenu in _morceaux(png) if sorte == b"iTXt" and contenu.startswith(debut)]
    return le_seul([_texte_international(texte[len(debut) :], maximum) for texte in textes])


def _morceaux(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type of each chunk and what it holds, until the end."""
    place = len(SIGNATURE_PNG)
    for _rang in range(MORCEAUX_MAXIMUM):
        (longueur,), sorte = struct.unpack(">I", png[place : place + 4].ljust(4, b"\xff")), png[place + 4 : place + 8]
        fin = place + ENTETE + longueur
        contenu, somme = png[place + ENTETE : fin], png[fin : fin + CONTROLE]
        if zlib.crc32(sorte + contenu).to_bytes(CONTROLE) != somme:
            break
        if sorte == b"IEND":
            return
        yield sorte, contenu
        place = fin + CONTROLE

    raise BadgeIllisible("png_abime")


def _texte_international(suite: bytes, maximum: int) -> bytes:
    """The text of an `iTXt` chunk, after its keyword: compression, language, translated keyword, text."""
    parties = suite[2:].split(b"\x00", 2)
    if len(parties) < 3:  # noqa: PLR2004 - the three of the sentence above
        raise BadgeIllisible("png_abime")
    texte = parties[2]
    if suite[:1] != b"\x01":
        return texte

    lecteur = zlib.decompressobj()
    try:
        return lecteur.decompress(texte, maximum + 1)
    except zlib.error as faute:
        raise BadgeIllisible("png_abime") from faute
