"""Files that should not come in, what is taken out of those that do, and none left on the disk without its row."""

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from PIL import Image

from registre.dossier import pieces
from registre.dossier.models import DossierDeCandidature, PieceDeDossier
from registre.models import Cooperative
from tests.registre.dossier.monde import PDF, RACINE, commencer, coop_a, fichier, membre_de, octets, referente
from tests.registre.lecture import mots

pytestmark = pytest.mark.django_db

MEGA = 1024 * 1024
MARQUE_DU_CATALOGUE = b"PK\x01\x02"
PLACE_DE_LA_TAILLE = 24  # of the size once unpacked, in an entry of the catalogue (APPNOTE, 4.3.12)


@pytest.fixture(autouse=True)
def a_part(settings: Any, tmp_path: Path) -> None:
    """Keep the files of each test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier begun."""
    client = referente(coop)
    commencer(client)
    return client


def envoyer(client: Client, envoye: SimpleUploadedFile) -> str:
    """Send a file; return what the page says, empty when it was kept."""
    reponse = client.post(f"{RACINE}pieces/", {"fichier": envoye})
    return "" if reponse.status_code == 302 else mots(BeautifulSoup(reponse.content, "lxml").main)


def sur_le_disque() -> set[str]:
    """The names of the files kept for dossiers."""
    dossier = Path(settings.MEDIA_ROOT) / "documents/dossiers"
    return {chemin.name for chemin in dossier.iterdir()} if dossier.is_dir() else set()


def docx(taille_annoncee: int) -> bytes:
    """A small document whose catalogue says that it unpacks to this many bytes: nothing in it does."""
    contenu = io.BytesIO()
    with zipfile.ZipFile(contenu, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    octets_ecrits = bytearray(contenu.getvalue())
    place = octets_ecrits.index(MARQUE_DU_CATALOGUE) + PLACE_DE_LA_TAILLE
    octets_ecrits[place : place + 4] = struct.pack("<I", taille_annoncee)
    return bytes(octets_ecrits)


def test_an_archive_that_says_it_unpacks_to_gigabytes_is_refused_unopened(elle: Client) -> None:
    assert "une fois ouvert" in envoyer(elle, fichier("bilan.docx", docx(3_000 * MEGA)))
    assert envoyer(elle, fichier("bilan.docx", docx(10 * MEGA))) == ""


def test_a_dossier_holds_two_hundred_megabytes_and_says_so(elle: Client) -> None:
    envoyer(elle, fichier())
    PieceDeDossier.objects.update(taille=200 * MEGA - len(PDF))
    assert envoyer(elle, fichier("deux.pdf")) == ""
    assert "ferait dépasser 200 Mo" in envoyer(elle, fichier("trois.pdf"))
    assert len(sur_le_disque()) == 2


def test_a_picture_loses_what_its_camera_hid_in_it(elle: Client) -> None:
    image, secrets = io.BytesIO(), Image.Exif()
    secrets[0x010E] = "12 rue du Secret"  # ImageDescription
    Image.new("RGB", (40, 30), "red").save(image, "JPEG", exif=secrets)
    assert b"12 rue du Secret" in image.getvalue()

    assert envoyer(elle, fichier("visite.jpg", image.getvalue())) == ""
    piece = PieceDeDossier.objects.get()
    gardee = octets(elle.get(f"{RACINE}pieces/{piece.pk}/"))
    assert b"Secret" not in gardee
    assert Image.open(io.BytesIO(gardee)).size == (40, 30)


def test_an_upload_that_is_undone_leaves_no_file_behind(elle: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    envoyer(elle, fichier())
    avant = sur_le_disque()
    ecrire = PieceDeDossier.save_base

    def ecrire_puis_rompre(self: PieceDeDossier, *args: Any, **options: Any) -> None:
        ecrire(self, *args, **options)
        raise DatabaseError("the connection is gone")

    monkeypatch.setattr(PieceDeDossier, "save_base", ecrire_puis_rompre)
    with pytest.raises(DatabaseError):
        pieces.recevoir(DossierDeCandidature.objects.get().pk, fichier("deux.pdf"), par=membre_de(elle).user)
    monkeypatch.undo()
    assert sur_le_disque() == avant
    assert PieceDeDossier.objects.count() == 1
