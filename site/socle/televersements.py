"""Uploaded files are what their name says, of a kind we serve, and of a bearable size.

Sizes and extensions stand in `config/settings/securite.py` and are checked by Wagtail. Here is what it does not check:
that a document's content is of the kind its extension announces. Every door of the admin goes through these two forms:
one file, several at once, and the chooser inside the editor. A refusal happens before anything is written.
"""

import warnings
import zipfile
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

TETE = 8192  # bytes; signatures stand at the beginning
NATURE_MAXIMALE = 100  # bytes; longer than any type an OpenDocument file declares

DOSSIER_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
NATURE_OPENDOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}


class ChampImage(WagtailImageField):
    """Wagtail's field, which also bears a damaged picture, and counts the pixels before it unpacks them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_image_extension"] = _(
            "Ce format d’image n’est pas accepté : enregistrez l’image en %(formats)s. "
            "Un dessin SVG est refusé parce qu’il peut contenir un script."
        ) % {"formats": self.supported_formats_text}

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise `ValidationError` for too many pixels, or for a picture that stops before its end."""
        try:
            self._compter_les_pixels(f)
            super().check_image_pixel_size(f)
        except OSError as error:
            raise ValidationError(
                _("Cette image est abîmée ou incomplète : ouvrez-la, enregistrez-la à nouveau, puis renvoyez-la."),
                code="image_illisible",
            ) from error

    def _compter_les_pixels(self, f: Any) -> None:
        """Believe what the header announces: a file of a few kilobytes may unpack to gigabytes."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower than Pillow's
            try:
                largeur, hauteur = Image.open(f).size
            except Image.DecompressionBombError:
                largeur = hauteur = self.max_image_pixels
        f.seek(0)
        if largeur * hauteur > self.max_image_pixels:
            raise ValidationError(
                _("Cette image a trop de pixels : réduisez-la à %(maximum)s millions au plus, puis renvoyez-la."),
                code="file_too_many_pixels",
                params={"maximum": self.max_image_pixels // 1_000_000},
            )


class FormulaireImage(BaseImageForm):
    """Wagtail's form, with our field for the file: Wagtail has no setting for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if champ := self.fields.get("file"):
            self.fields["file"] = ChampImage(label=champ.label, required=champ.required, widget=champ.widget)


class FormulaireDocument(BaseDocumentForm):
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
    fichier.seek(0)
    conforme = LECTURES.get(extension, _a_la_signature)(fichier, extension)
    fichier.seek(0)
    if not conforme:
        raise ValidationError(
            _(
                "Le nom de ce fichier finit par .%(extension)s, mais son contenu est d’une autre nature. "
                "Ouvrez-le dans le logiciel qui l’a produit, enregistrez-le au format %(format)s, puis renvoyez-le."
            ),
            code="contenu_inattendu",
            params={"extension": extension, "format": extension.upper()},
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
    except zipfile.BadZipFile:
        return False
    return "[Content_Types].xml" in noms and any(nom.startswith(DOSSIER_OFFICE[extension]) for nom in noms)


def _est_opendocument(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether this archive declares this type, as the OpenDocument standard wants."""
    try:
        with zipfile.ZipFile(fichier) as archive, archive.open("mimetype") as nature:
            return nature.read(NATURE_MAXIMALE).strip() == NATURE_OPENDOCUMENT[extension]
    except (zipfile.BadZipFile, KeyError):
        return False


def _est_texte(fichier: UploadedFile, extension: str) -> bool:
    """Tell whether this is text, in whatever encoding a spreadsheet wrote it: programs and images hold null bytes."""
    return not any(b"\0" in morceau for morceau in fichier.chunks())


LECTURES: dict[str, Callable[[UploadedFile, str], bool]] = (
    dict.fromkeys(DOSSIER_OFFICE, _est_office)
    | dict.fromkeys(NATURE_OPENDOCUMENT, _est_opendocument)
    | dict.fromkeys(("csv", "txt"), _est_texte)
)
