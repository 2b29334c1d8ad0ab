"""Pictures as the site keeps them: upright, in plain colours, without what a camera writes beside the picture.

Place, owner, camera, comments and embedded previews never reach the disk: the picture is drawn again in its own format,
from its pixels alone. What every format of the page can show is kept: grey or colours of eight bits, transparency, and
every frame of an animation. The longer side is 4,096 pixels at most, more than twice what any page asks.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageOps, ImageSequence

COTE_MAXIMAL = 4096  # pixels
REGLAGES: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 80, "speed": 9},
    "GIF": {},
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": 90, "method": 2},
}
ANIMES = {"AVIF", "GIF", "WEBP"}  # Willow opens no PNG that moves: only its first frame is kept
# What Pillow raises on a damaged picture, according to its format.
ILLISIBLE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


class ImagePropre(SimpleUploadedFile):
    """An uploaded picture drawn again: what it holds is safe to keep and to show."""


class ContenuPropre(ContentFile):
    """The same, of a picture that a program gave."""


def dessiner_avant_de_garder(image: Any) -> None:
    """Draw again the file of a model's picture, unless it is kept already or comes from the form, which did so.

    Raises one of `ILLISIBLE`.
    """
    recu = image.file
    if recu and not recu._committed and not isinstance(recu.file, ImagePropre | ContenuPropre):
        image.file = ContenuPropre(mettre_au_propre(recu.file), recu.name)


def mesurer(fichier: IO[bytes]) -> tuple[int, int]:
    """Return the pixels of one frame and the number of frames, as announced, before anything is unpacked.

    Raises `Image.DecompressionBombError`, or one of `ILLISIBLE`.
    """
    image = _ouvrir(fichier)
    return image.width * image.height, _nombre_d_images(image)


def mettre_au_propre(fichier: IO[bytes]) -> bytes:
    """Return the picture drawn again in its own format. Raises one of `ILLISIBLE` for one that cannot be shown."""
    image = _ouvrir(fichier)
    format_ = _format(image)
    attentes: list[int] = []  # milliseconds, known once a frame is read
    dessins: list[Image.Image] = []
    for lue in _images(image):
        dessins.append(_dessiner(lue))
        attentes.append(round(lue.info.get("duration", 0)))

    premiere, *suivantes = dessins
    animation = {"save_all": True, "append_images": suivantes, "duration": attentes, "loop": image.info.get("loop", 0)}
    if format_ == "GIF":
        animation["disposal"] = 2  # each frame is drawn whole: none shows through the next

    propre = BytesIO()
    premiere.save(propre, format_, **REGLAGES[format_], **(animation if suivantes else {}))
    return propre.getvalue()


def _ouvrir(fichier: IO[bytes]) -> Image.Image:
    """Open a picture of a format we keep: no other reader of Pillow's is tried."""
    return Image.open(fichier, formats=[*REGLAGES, "MPO"])


def _format(image: Image.Image) -> str:
    """The format to draw in. A telephone's JPEG with a preview behind it (MPO) is a JPEG."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def _nombre_d_images(image: Image.Image) -> int:
    return getattr(image, "n_frames", 1) if image.format in ANIMES else 1


def _images(image: Image.Image) -> Iterator[Image.Image]:
    """The frames of a picture, one for most."""
    for lue in ImageSequence.Iterator(image) if _nombre_d_images(image) > 1 else (image,):
        lue.load()
        yield lue


def _dessiner(image: Image.Image) -> Image.Image:
    """Return one frame upright, in sRGB, of eight bits, without a word beside its pixels."""
    droite = _en_couleurs_ordinaires(ImageOps.exif_transpose(image))
    droite.thumbnail((COTE_MAXIMAL, COTE_MAXIMAL))
    droite.info = {}
    return droite


def _en_couleurs_ordinaires(image: Image.Image) -> Image.Image:
    """Return a copy in grey, RGB or RGBA, of the colours that its profile says."""
    if image.mode.startswith("I"):  # sixteen bits of grey: Pillow would cut at white all that is over 255
        return image.convert("I").point(lambda valeur: valeur * (1 / 256)).convert("L")

    profil = image.info.get("icc_profile")
    avec_transparence = image.has_transparency_data
    if image.mode not in ("L", "RGB", "CMYK") or avec_transparence:
        image = image.convert("RGBA" if avec_transparence else "RGB")
    if profil and (rendue := _selon_son_profil(image, profil)):
        return rendue
    return image.convert("RGB") if image.mode == "CMYK" else image.copy()


def _selon_son_profil(image: Image.Image, profil: bytes) -> Image.Image | None:
    """Return the picture in sRGB; None when its profile is damaged, or of other colours than its own."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profil))
        mode: Any = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
