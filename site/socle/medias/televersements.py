"""Uploaded files are what their name says, of a kind we serve, and of a bearable size.

Sizes and extensions stand in `config/settings/securite.py` and are checked by Wagtail. Here is what it does not check:
that a document's content is of the kind its extension announces, and that a picture can be shown. Every door goes
through these two forms: one file, several at once, the chooser inside the editor, the coops' own space. A refusal
happens before anything is written, and gives one reason.
"""

import codecs
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from socle.medias.images_propres import ILLISIBLE, ImagePropre, mesurer, mettre_au_propre
from socle.medias.muet import exiger_un_stockage

TETE = 8192  # bytes; signatures stand at the beginning
TETE_DE_PDF = 1024  # bytes; ISO 32000 lets other software's marks stand before `%PDF`
EXPANSION_MAXIMALE = 500 * 1024 * 1024  # bytes that an archive may say it unpacks to
NATURE_MAXIMALE = 100  # bytes; longer than any type an OpenDocument file declares

TROP_DE_PIXELS = _("Cette image a trop de pixels : réduisez-la à %(maximum)s millions au plus, puis renvoyez-la.")
TROP_DE_VUES = _(
    "Cette image animée a trop de pixels : ses %(vues)s vues en comptent ensemble plus de %(maximum)s millions. "
    "Réduisez-la, ou envoyez une seule vue."
)
PNG_ANIME = _("Un PNG animé n’est pas accepté : enregistrez l’image en GIF ou en WebP, ou envoyez une seule vue.")
DOSSIER_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
CONTENEUR_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # how Office begins a file under password, or of before 2007
NATURE_OPENDOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}

# What a damaged or locked archive raises, according to where the damage stands.
ARCHIVE_ILLISIBLE = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, OSError, EOFError, ValueError)


class ChampImage(WagtailImageField):
    """Wagtail's field, which counts the pixels before it unpacks them, and gives the picture as the site keeps it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_image_extension"] = _(
            "Ce format d’image n’est pas accepté : enregistrez l’image en %(formats)s."
        ) % {"formats": self.supported_formats_text}

    def to_python(self, data: Any) -> Any:
        """Return the picture drawn again, None without one. Raises `ValidationError` when the site cannot show it."""
        try:
            recue = super().to_python(data)
        except ValidationError as refus:
            if refus.code == "invalid_image" and _est_png_anime(data):
                raise ValidationError(PNG_ANIME, code="png_anime") from refus
            raise
        if recue is None:
            return None

        try:
            recue.seek(0)
            propre = mettre_au_propre(recue)
        except ILLISIBLE as error:
            raise self._illisible() from error

        return ImagePropre(recue.name, propre, recue.content_type)

    def check_image_file_format(self, f: Any) -> None:
        """Raise `ValidationError` for a format we do not show, in its own words for a drawing."""
        if PurePath(f.name).suffix.lower() == ".svg":
            raise ValidationError(
                _("Un dessin SVG est refusé parce qu’il peut contenir un script. Enregistrez-le en PNG."),
                code="dessin_svg",
            )
        super().check_image_file_format(f)

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise `ValidationError` for too many pixels, or for a picture that cannot be read.

        Believes what the header announces: a file of a few kilobytes may unpack to gigabytes.
        """
        f.seek(0)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower than Pillow's
            try:
                pixels, vues = mesurer(f)
            except Image.DecompressionBombError:
                pixels, vues = self.max_image_pixels + 1, 1
            except ILLISIBLE as error:
                raise self._illisible() from error
        if pixels * vues > self.max_image_pixels:
            raise ValidationError(
                TROP_DE_PIXELS if vues == 1 else TROP_DE_VUES,
                code="file_too_many_pixels",
                params={"maximum": self.max_image_pixels // 1_000_000, "vues": vues},
            )

    def _illisible(self) -> ValidationError:
        message = _("Cette image est abîmée ou incomplète : ouvrez-la, enregistrez-la à nouveau, puis renvoyez-la.")
        return ValidationError(message, code="image_illisible")


def _est_png_anime(fichier: UploadedFile) -> bool:
    """Tell whether this is a PNG that moves, which Wagtail's drawing library takes for no picture at all."""
    fichier.seek(0)
    tete = fichier.read(TETE)
    return tete.startswith(b"\x89PNG") and b"acTL" in tete


class FichierGardable:
    """A form that says, before anything is written, that files cannot be kept now: its view could not say it after."""

    def clean(self) -> Any:
        """Return what was typed. Raises `ValidationError` when a file comes, and the storage does not answer."""
        donnees = super().clean()  # type: ignore[misc]
        if "file" in self.changed_data and not self.errors:  # type: ignore[attr-defined]
            exiger_un_stockage()
        return donnees


class FormulaireImage(FichierGardable, BaseImageForm):
    """Wagtail's form, with our field for the file: Wagtail has no setting for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if champ := self.fields.get("file"):
            self.fields["file"] = ChampImage(label=champ.label, required=champ.required, widget=champ.widget)


class FormulaireDocument(FichierGardable, BaseDocumentForm):
    """Wagtail's form, which also reads the file."""

    def clean_file(self) -> Any:
        """Return the file. Raises `ValidationError` when its content is not what its extension announces."""
        fichier = self.cleaned_data["file"]
        if isinstance(fichier, UploadedFile):
            verifier_contenu(fichier)
        return fichier


def verifier_contenu(fichier: UploadedFile) -> None:
    """Raise `ValidationError` when the content is not of the kind the extension announces.

    An extension that is not allowed at all is left to the model, which refuses it naming those that are.
    """
    extension = PurePath(fichier.name or "").suffix.lower().removeprefix(".")
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        return

    _exiger_une_expansion_bornee(fichier, extension)
    fichier.seek(0)
    conforme = LECTURES.get(extension, _a_la_signature)(fichier, extension)

    fichier.seek(0)
    ferme = extension in DOSSIER_OFFICE and fichier.read(len(CONTENEUR_OLE)) == CONTENEUR_OLE

    fichier.seek(0)
    if ferme:
        raise ValidationError(
            _(
                "Ce fichier est protégé par un mot de passe, ou d’un format ancien : ouvrez-le, enregistrez-le sans "
                "mot de passe au format %(format)s, puis renvoyez-le."
            ),
            code="contenu_ferme",
            params={"format": extension.upper()},
        )
    if not conforme:
        raise ValidationError(
            _(
                "Le nom de ce fichier finit par .%(extension)s, mais son contenu est d’une autre nature. "
                "Ouvrez-le dans le logiciel qui l’a produit, enregistrez-le au format %(format)s, puis renvoyez-le."
            ),
            code="contenu_inattendu",
            params={"extension": extension, "format": extension.upper()},
        )


def _exiger_une_expansion_bornee(fichier: UploadedFile, extension: str) -> None:
    """Raise `ValidationError` for an archive that says it unpacks to more than any document: whoever opens it waits.

    What it declares is believed, and nothing is unpacked.
    """
    if extension not in DOSSIER_OFFICE and extension not in NATURE_OPENDOCUMENT:
        return

    fichier.seek(0)
    try:
        with zipfile.ZipFile(fichier) as archive:
            declaree = sum(membre.file_size for membre in archive.infolist())
    except ARCHIVE_ILLISIBLE:
        return  # what it is not is said further on

    if declaree > EXPANSION_MAXIMALE:
        raise ValidationError(
            _(
                "Ce fichier annonce plus de %(maximum)s Mo une fois ouvert : enregistrez-le en PDF, ou réduisez ce "
                "qu’il contient, puis renvoyez-le."
            ),
            code="expansion",
            params={"maximum": EXPANSION_MAXIMALE // 1024 // 1024},
        )


def _a_la_signature(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether the first bytes are those of this kind of file."""
    try:
        natures = puremagic.magic_string(fichier.read(TETE))
    except puremagic.PureError:
        return False
    return any(nature.extension == f".{extension}" for nature in natures)


def _est_office(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether this archive is of this kind: a signature cannot, any archive begins the same way."""
    try:
        with zipfile.ZipFile(fichier) as archive:
            noms = archive.namelist()
    except ARCHIVE_ILLISIBLE:
        return False
    return "[Content_Types].xml" in noms and any(nom.startswith(DOSSIER_OFFICE[extension]) for nom in noms)


def _est_opendocument(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether this archive declares this type, as the OpenDocument standard wants."""
    try:
        with zipfile.ZipFile(fichier) as archive, archive.open("mimetype") as nature:
            return nature.read(NATURE_MAXIMALE).strip() == NATURE_OPENDOCUMENT[extension]
    except ARCHIVE_ILLISIBLE:
        return False


def _est_pdf(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether the mark of a PDF stands near the beginning: mail and printing software write lines before it."""
    return re.search(rb"%PDF-\d", fichier.read(TETE_DE_PDF)) is not None


def _est_texte(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether this is text, in whatever encoding a spreadsheet wrote it: programs and images hold null bytes.

    UTF-16 holds them too: a mark at the beginning says so, and what is decoded has none.
    """
    en_utf16 = fichier.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    lecteur = codecs.getincrementaldecoder("utf-16" if en_utf16 else "latin-1")()

    try:
        octet_nul = any("\0" in lecteur.decode(morceau) for morceau in fichier.chunks())
        if not octet_nul:
            lecteur.decode(b"", final=True)
    except UnicodeDecodeError:
        return False

    return not octet_nul


LECTURES: dict[str, Callable[[UploadedFile, str], bool]] = (
    dict.fromkeys(DOSSIER_OFFICE, _est_office)
    | dict.fromkeys(NATURE_OPENDOCUMENT, _est_opendocument)
    | dict.fromkeys(("csv", "txt"), _est_texte)
    | {"pdf": _est_pdf}
)
