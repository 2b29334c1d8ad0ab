"""What may be uploaded, through every door of the admin; a refusal says why on the field and writes nothing."""

import codecs
import gc
import importlib
import io
import json
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings
from wagtail.models import Collection, UploadedFile

from socle.models import SiteDocument, SiteImage, User

# Wagtail leaves to the garbage collector the file of a rendition it has just made.
pytestmark = [
    pytest.mark.filterwarnings("ignore:[Uu]nclosed file:ResourceWarning"),
    pytest.mark.lent,
    pytest.mark.rendu,
]

Door = Callable[[str, SimpleUploadedFile], str]

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SCRIPTED_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def archive(**members: bytes) -> bytes:
    """Return a zip archive of these members; `__` in a name stands for a slash, `_xml` for the XML suffix."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return content.getvalue()


def locked(content: bytes) -> bytes:
    """Return the archive with its members said to be under a password."""
    return content.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def office(folder: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(f"{folder}/document.xml", "<x/>")
    return content.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, "navy").save(content, kind)
    return content.getvalue()


def frames(kind: str, number: int, size: tuple[int, int]) -> bytes:
    """Return an animation whose frames all differ."""
    content = io.BytesIO()
    first, *others = (Image.new("RGB", size, (4 * place, 99, place % 2 * 200)) for place in range(number))
    first.save(content, kind, save_all=True, append_images=others, duration=80, loop=0)
    return content.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that announces this many pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    chunks = [
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in (header, data)
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + bytes(4) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))


@pytest.fixture
def editor(db: None) -> Client:
    """A browser in which an administrator is logged in."""
    client = Client()
    client.force_login(User.objects.create_superuser("admin@example.org"))
    return client


def error_on_the_field(html: str) -> str:
    """Return what the form says under its file field."""
    field = BeautifulSoup(html, "lxml").find(attrs={"data-contentpath": "file"})
    errors = field.find_all(class_="error-message") if field else []
    return " ".join(error.get_text(" ", strip=True) for error in errors).replace("\xa0", " ")


def by_the_form(client: Client, kind: str, file: SimpleUploadedFile) -> str:
    """Send a file by the form of one file; return what it says under the field."""
    answer = client.post(reverse(f"wagtail{kind}:add"), {"title": "Essai", "file": file, "collection": root()})
    return error_on_the_field(answer.content.decode()) if answer.status_code == 200 else ""


def by_the_multiple_form(client: Client, kind: str, file: SimpleUploadedFile) -> str:
    """Send a file by the form that takes several; return the error it gives."""
    answer = client.post(
        reverse(f"wagtail{kind}:add_multiple"), {"title": "Essai", "files[]": file, "collection": root()}
    )
    found = json.loads(answer.content)
    return "" if found["success"] else found["error_message"].replace("\xa0", " ")


def by_the_chooser(client: Client, kind: str, file: SimpleUploadedFile) -> str:
    """Send a file from the chooser an editor opens inside a page; return what it says under the field."""
    chooser = {"images": "wagtailimages_chooser", "docs": "wagtaildocs_chooser"}[kind]
    prefix = {"images": "image-chooser-upload", "docs": "document-chooser-upload"}[kind]
    data = {f"{prefix}-title": "Essai", f"{prefix}-file": file, f"{prefix}-collection": root()}
    found = json.loads(client.post(reverse(f"{chooser}:create"), data).content)
    return error_on_the_field(found["htmlFragment"]) if found["step"] == "reshow_creation_form" else ""


def root() -> int:
    return int(Collection.get_first_root_node().pk)


DOORS = {"one": by_the_form, "several": by_the_multiple_form, "chooser": by_the_chooser}


@pytest.fixture
def upload(editor: Client) -> Door:
    """Send a file by the form of one file; return the error shown, empty when it went in."""
    return lambda kind, file: by_the_form(editor, kind, file)


@pytest.fixture(params=DOORS)
def any_door(request: pytest.FixtureRequest, editor: Client, media: Path) -> Door:
    """Send a file through each door of the admin in turn; return the error shown, empty when it went in."""
    return lambda kind, file: DOORS[request.param](editor, kind, file)


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """An empty folder of uploaded files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="module", autouse=True)
def files_left_open() -> Iterator[None]:
    """Collect the files Wagtail leaves open behind a new rendition before tests of elsewhere, which they would fail."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def nothing_was_kept() -> bool:
    rows = SiteImage.objects.exists() or SiteDocument.objects.exists() or UploadedFile.objects.exists()
    return not rows and not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def stored_content() -> bytes:
    """Return what was kept of the only document."""
    with SiteDocument.objects.get().file.open() as file:
        return bytes(file.read())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.png", picture() + bytes(40 * 1024 * 1024), "trop gros (40,0 Mio). La taille de fichier maximale"),
        ("bombe.png", bomb(9000, 9000), "trop de pixels : réduisez-la à 50 millions au plus"),
        ("grande-bombe.png", bomb(60000, 60000), "trop de pixels"),
        ("dessin.svg", SCRIPTED_SVG, "Un dessin SVG est refusé parce qu’il peut contenir un script."),
        ("dessin.png", SCRIPTED_SVG, "Image .png non valide."),
        ("photo.jpg", picture("PNG"), "Image .jpeg non valide."),
        ("photo.bmp", picture("BMP"), "enregistrez l’image en AVIF, GIF, JPG, JPEG, PNG, WEBP"),
        ("photo.heic", bytes(4) + b"ftypheic" + bytes(40), "Ce format d’image n’est pas accepté"),
        ("danse.png", frames("PNG", 3, (90, 60)), "Un PNG animé n’est pas accepté"),
        ("photo.png", PROGRAM, "image valide"),
        ("photo.png", picture(size=(300, 300))[:400], "abîmée ou incomplète"),
    ],
    ids=[
        "40 MB",
        "bomb",
        "big bomb",
        "SVG",
        "SVG as PNG",
        "PNG as JPEG",
        "BMP",
        "HEIC",
        "APNG",
        "program",
        "cut short",
    ],
)
def test_an_image_that_is_refused_says_why_and_leaves_nothing(
    upload: Door, media: Path, name: str, content: bytes, said: str
) -> None:
    found = upload("images", SimpleUploadedFile(name, content, "image/png")).replace("\u202f", " ")
    assert said in found
    assert ("script" in found) == name.endswith(".svg")
    assert nothing_was_kept()


def test_an_image_cut_short_is_refused_after_a_document_was_drawn_too(upload: Door, media: Path) -> None:
    importlib.import_module(
        "socle.dessins.dessin_pdf"
    )  # the drawing library makes Pillow bear half a picture in its process
    content = picture(size=(300, 300))[:400]
    assert "abîmée ou incomplète" in upload("images", SimpleUploadedFile("photo.png", content, "image/png"))


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_the_pixels_of_an_animation_are_counted_whole(upload: Door, media: Path, kind: str) -> None:
    name = f"danse.{kind.lower()}"
    said = upload("images", SimpleUploadedFile(name, frames(kind, 60, (1000, 1000))))
    assert said == (
        "Cette image animée a trop de pixels : ses 60 vues en comptent ensemble plus de 50 millions. "
        "Réduisez-la, ou envoyez une seule vue."
    )
    assert nothing_was_kept()
    assert upload("images", SimpleUploadedFile(name, frames(kind, 40, (100, 100)))) == ""
    with SiteImage.objects.get().file.open() as file:
        assert Image.open(file).n_frames == 40  # type: ignore[attr-defined]


def sixteen_bit_grey() -> bytes:
    """Return a picture of one channel of sixteen bits, from black to white, as a scanner makes."""
    content = io.BytesIO()
    grey = Image.new("I;16", (256, 8))
    for column, row in ((column, row) for column in range(256) for row in range(8)):
        grey.putpixel((column, row), column * 257)
    grey.save(content, "PNG")
    return content.getvalue()


def in_mode(mode: str, kind: str) -> bytes:
    """Return a navy picture in these colours."""
    content = io.BytesIO()
    Image.new("RGB", (600, 20), "navy").convert(mode).save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.png", sixteen_bit_grey()),
        ("trait.png", in_mode("1", "PNG")),
        ("palette.png", in_mode("P", "PNG")),
        ("voile.png", in_mode("LA", "PNG")),
        ("imprimeur.jpg", in_mode("CMYK", "JPEG")),
        ("fil.png", picture(size=(5000, 1))),
        ("danse.gif", frames("GIF", 3, (90, 60))),
    ],
    ids=["16 bits", "black and white", "palette", "grey and alpha", "CMYK", "one pixel high", "animated"],
)
def test_an_image_that_is_taken_is_shown_in_every_format_of_the_page(
    upload: Door, media: Path, name: str, content: bytes
) -> None:
    assert upload("images", SimpleUploadedFile(name, content)) == ""
    image = SiteImage.objects.get()
    for spec in ("format-avif|width-480", "format-webp|width-480", "format-jpeg|width-480", "max-165x165", "original"):
        with image.get_rendition(spec).file.open() as file:
            Image.open(file).load()


def test_sixteen_bits_of_grey_keep_their_greys(upload: Door, media: Path) -> None:
    upload("images", SimpleUploadedFile("scan.png", sixteen_bit_grey()))
    with SiteImage.objects.get().file.open() as file:
        kept = Image.open(file)
        assert [kept.getpixel((column, 0)) for column in (0, 64, 128, 255)] == [0, 64, 128, 255]


CAMERA, OWNER = "Nikon D850", "Camille Exemple"


def photograph(kind: str) -> bytes:
    """Return a picture taken on its side, with all that a camera writes beside it. Upright, its left half is red."""
    marks = Image.Exif()
    marks[0x0110], marks[0x0112], marks[0x013B], marks[0x8298] = CAMERA, 6, OWNER, OWNER

    marks.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    marks.get_ifd(0x8769).update({0xA430: OWNER, 0xA434: CAMERA})
    picture = Image.new("RGB", (60, 40), "blue")

    picture.paste("red", (0, 20, 60, 40))
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{OWNER}</x:xmpmeta>".encode()
    more = {"JPEG": {"comment": OWNER.encode(), "xmp": xmp}, "WEBP": {"xmp": xmp}, "AVIF": {"xmp": xmp}}.get(kind, {})
    content = io.BytesIO()
    picture.save(content, kind, exif=marks, **more)
    return content.getvalue()


def words_in(content: bytes) -> list[str]:
    """Return which of the camera's words this file holds, in the clear or as marks Pillow can read."""
    read = repr(Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)) + repr(Image.open(io.BytesIO(content)).info)
    return [word for word in (CAMERA, OWNER, "48.0", "exif", "xmp") if word.encode() in content or word in read]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_owner_and_camera_leave_the_picture_kept_and_those_shown(upload: Door, media: Path, kind: str) -> None:
    assert {CAMERA, OWNER} <= set(words_in(photograph(kind)))
    assert upload("images", SimpleUploadedFile(f"photo.{kind.lower()}", photograph(kind))) == ""
    image = SiteImage.objects.get()
    for spec in ("original", "format-jpeg|width-480", "format-webp|width-480", "format-avif|width-480"):
        image.get_rendition(spec)
    files = [path for path in media.rglob("*") if path.is_file()]
    assert len(files) == 5
    assert [words for path in files if (words := words_in(path.read_bytes()))] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_taken_on_its_side_is_kept_upright(upload: Door, media: Path, kind: str) -> None:
    upload("images", SimpleUploadedFile(f"photo.{kind.lower()}", photograph(kind)))
    image = SiteImage.objects.get()
    assert (image.width, image.height) == (40, 60)
    with image.file.open() as file:
        kept = Image.open(file).convert("RGB")
    for column, colour in ((10, 0), (30, 2)):
        found = kept.getpixel((column, 30))
        assert isinstance(found, tuple)
        assert found.index(max(found)) == colour


def test_a_picture_that_a_program_keeps_is_drawn_again_too(db: None, media: Path) -> None:
    image = SiteImage.objects.create(title="Photo", file=ContentFile(photograph("JPEG"), "photo.jpg"))
    assert words_in(Path(image.file.path).read_bytes()) == []
    assert (image.width, image.height) == (40, 60)


def test_the_pictures_kept_before_are_drawn_again_once(
    db: None, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = SiteImage.objects.create(title="Photo", file=ContentFile(picture("JPEG", (60, 40)), "photo.jpg"))
    lost = SiteImage.objects.create(title="Perdue", file=ContentFile(picture("JPEG"), "perdue.jpg"))

    Path(image.file.path).write_bytes(photograph("JPEG"))
    Path(lost.file.path).unlink()
    image.get_rendition("original")
    with django_capture_on_commit_callbacks(execute=True):
        import_module("socle.migrations.0005_images_sans_metadonnees").nettoyer(apps, None)
    image.refresh_from_db()

    assert [path for path in media.rglob("*") if path.is_file()] == [Path(image.file.path)]
    assert words_in(Path(image.file.path).read_bytes()) == []
    assert (image.width, image.height, image.renditions.count()) == (40, 60, 0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_an_image_of_a_usual_format_is_kept(upload: Door, media: Path, kind: str) -> None:
    file = SimpleUploadedFile(f"photo.{kind.lower()}", picture(kind), f"image/{kind.lower()}")
    assert upload("images", file) == ""
    assert SiteImage.objects.count() == 1


OTHER_NATURE = "mais son contenu est d’une autre nature"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("facture.pdf", PROGRAM, OTHER_NATURE),
        ("facture.PDF", PROGRAM, OTHER_NATURE),
        ("facture.pdf", b"<html><script>alert(1)</script>", OTHER_NATURE),
        ("compte-rendu.docx", archive(virus=PROGRAM), OTHER_NATURE),
        ("compte-rendu.docx", office("xl"), OTHER_NATURE),
        ("compte-rendu.odt", archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), OTHER_NATURE),
        ("compte-rendu.odt", archive(virus=PROGRAM), OTHER_NATURE),
        ("compte-rendu.odt", PDF, OTHER_NATURE),
        ("adherents.csv", PROGRAM, OTHER_NATURE),
        ("adherents.csv", b"\xff\xfe" + PROGRAM, OTHER_NATURE),
        ("adherents.csv", b"\xff\xfeA", OTHER_NATURE),
        ("facture.pdf", bytes(2000) + PDF, OTHER_NATURE),
        ("compte-rendu.odt", locked(archive(mimetype=b"x")), OTHER_NATURE),
        ("compte-rendu.docx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "protégé par un mot de passe"),
        ("virus.exe", PROGRAM, "« exe » n"),
        ("page.html", b"<script>alert(1)</script>", "« html » n"),
        ("rapport.pdf", PDF + bytes(21 * 1024 * 1024), "trop gros"),
    ],
)
def test_a_document_that_is_refused_says_why_and_leaves_nothing(
    upload: Door, media: Path, name: str, content: bytes, said: str
) -> None:
    assert said in upload("docs", SimpleUploadedFile(name, content, "application/pdf")).replace("\u202f", " ")
    assert nothing_was_kept()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rapport.pdf", PDF),
        ("compte-rendu.docx", office("word")),
        ("comptes.xlsx", office("xl")),
        ("presentation.pptx", office("ppt")),
        ("compte-rendu.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("adherents.csv", "nom;ville\nÉlan;Sète\n".encode("latin-1")),
        ("adherents.csv", "nom\tville\nÉlan\tSète\n".encode("utf-16")),
        ("adherents.csv", codecs.BOM_UTF16_BE + "nom\tville\nÉlan\tSète\n".encode("utf-16-be")),
        ("releve.pdf", b"\xef\xbb\xbf\r\n" + PDF),
        ("imprime.pdf", b"\x1b%-12345X@PJL ENTER LANGUAGE = PDF\r\n" + PDF),
        ("lisez-moi.txt", "À lire d’abord\n".encode()),
    ],
)
def test_a_document_that_is_what_it_says_is_kept(upload: Door, media: Path, name: str, content: bytes) -> None:
    assert upload("docs", SimpleUploadedFile(name, content)) == ""
    assert stored_content() == content


@pytest.mark.parametrize(
    ("kind", "name", "content", "said"),
    [
        ("images", "dessin.svg", SCRIPTED_SVG, "parce qu’il peut contenir un script"),
        ("images", "photo.png", picture() + bytes(11 * 1024 * 1024), "trop gros"),
        ("docs", "facture.pdf", PROGRAM, OTHER_NATURE),
        ("docs", "virus.exe", PROGRAM, "« exe » n"),
    ],
    ids=["SVG", "too big", "program as PDF", "program"],
)
def test_no_door_of_the_admin_is_less_strict(any_door: Door, kind: str, name: str, content: bytes, said: str) -> None:
    assert said in any_door(kind, SimpleUploadedFile(name, content)).replace("\u202f", " ")
    assert nothing_was_kept()


def test_every_door_of_the_admin_takes_a_sound_file(any_door: Door) -> None:
    assert any_door("images", SimpleUploadedFile("photo.png", picture(), "image/png")) == ""
    assert any_door("docs", SimpleUploadedFile("rapport.pdf", PDF)) == ""
    assert (SiteImage.objects.count(), SiteDocument.objects.count()) == (1, 1)


def test_a_refused_replacement_leaves_the_former_file(editor: Client, media: Path) -> None:
    by_the_form(editor, "docs", SimpleUploadedFile("rapport.pdf", PDF))
    document = SiteDocument.objects.get()
    data = {"title": "Autre", "file": SimpleUploadedFile("rapport.pdf", PROGRAM), "collection": root()}
    answer = editor.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert OTHER_NATURE in error_on_the_field(answer.content.decode())
    document.refresh_from_db()
    assert (document.title, stored_content()) == ("Essai", PDF)


def download(editor: Client, name: str, content: bytes) -> Any:
    by_the_form(editor, "docs", SimpleUploadedFile(name, content))
    return Client().get(SiteDocument.objects.get().url)


@pytest.mark.parametrize(("name", "content"), [("rapport.pdf", PDF), ("page.txt", b"<script>alert(1)</script>")])
def test_a_document_is_downloaded_and_never_opened_under_our_address(
    editor: Client, media: Path, name: str, content: bytes
) -> None:
    answer = download(editor, name, content)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
