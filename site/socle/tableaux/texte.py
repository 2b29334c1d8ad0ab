"""The text of a file, in whatever encoding a spreadsheet wrote it."""

import codecs

from django.utils.translation import gettext as _

from socle.tableaux.fautes import FauteDuTableau, TableauRefuse

TETE = 4096  # bytes looked at to guess UTF-16 without its mark
# How files begin that people send in place of a text: a workbook (new, old), a PDF, pictures.
SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def decoder(octets: bytes, *, ancien: bool = False) -> str:
    """Return the text: UTF-8 or UTF-16, with or without a mark; `ancien` takes Windows' older encoding too.

    The older one has no sign to know it by: it is for a table whose letters do not matter. Raises `TableauRefuse`.
    """
    if octets.startswith(SIGNATURES):
        raise TableauRefuse([_pas_un_texte()])

    encodage = _encodage(octets)

    try:
        return octets.decode(encodage).removeprefix("\ufeff")
    except UnicodeDecodeError as erreur:
        texte = _en_cp1252(octets)
        if ancien and texte:
            return texte
        ligne = octets[: erreur.start].decode(encodage, "replace").count("\n") + 1
        message = _("un caractère n'est pas en UTF-8 : enregistrez le fichier en « CSV UTF-8 ».")
        raise TableauRefuse([FauteDuTableau(ligne, "", message) if texte else _pas_un_texte()]) from erreur


def _pas_un_texte() -> FauteDuTableau:
    message = _("ce fichier n’est pas un texte lisible : dans votre tableur, enregistrez-le en « CSV UTF-8 ».")
    return FauteDuTableau(1, "", message)


def _encodage(octets: bytes) -> str:
    """The encoding that the first bytes tell: in UTF-16, every other byte of a plain text is zero."""
    tete = octets[:TETE]
    if tete.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs, impairs = tete[::2].count(0), tete[1::2].count(0)
    if impairs > len(tete) // 4:
        return "utf-16-le"
    if pairs > len(tete) // 4:
        return "utf-16-be"
    return "utf-8"


def _en_cp1252(octets: bytes) -> str:
    """The text in Windows' older encoding; empty for what is no text at all."""
    if b"\0" in octets:
        return ""
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        return ""
