"""Pictures say what they show, or that they show nothing; files say what they weigh."""

import gc
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image
from wagtail import blocks
from wagtail.fields import RichTextField

from raison_detre.blocs import CORPS_EDITORIAL
from raison_detre.models import AccueilPage, Engagement, PageEditoriale
from socle.models import SiteDocument, SiteImage
from socle.templatetags.documents import poids, type_et_taille

# Wagtail leaves to the garbage collector the file of a rendition it has just made.
pytestmark = [pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"), pytest.mark.lent]

EMBARQUE = {"image", "embed"}


@pytest.fixture(autouse=True)
def files_left_open() -> Iterator[None]:
    """Collect here the files Wagtail leaves open behind a new rendition: elsewhere they would fail another test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def image(db: None) -> SiteImage:
    """A photograph large enough for every width of a figure."""
    fichier = BytesIO()
    Image.new("RGB", (1600, 900), "brown").save(fichier, "JPEG")
    return SiteImage.objects.create(title="Façade", file=ContentFile(fichier.getvalue(), "facade.jpg"))


def figure(image: SiteImage, **dit: Any) -> blocks.StructValue:
    """Read a figure as the edit form sends it."""
    bloc = dict(CORPS_EDITORIAL)["figure"]
    champs = {"image-image": str(image.pk), "image-alt_text": "", "legende": "", **dit}
    return bloc.clean(bloc.value_from_datadict({f"f-{nom}": valeur for nom, valeur in champs.items()}, {}, "f"))


def test_a_picture_without_text_alternative_is_refused_on_its_field(image: SiteImage) -> None:
    with pytest.raises(ValidationError) as refus:
        figure(image)
    erreur: Any = refus.value  # Wagtail's, which says which field
    assert "alt_text" in str(erreur.as_json_data())


def test_a_picture_said_to_be_decorative_gets_an_empty_alternative(image: SiteImage) -> None:
    rendu = dict(CORPS_EDITORIAL)["figure"].render(figure(image, **{"image-decorative": "on"}))
    assert BeautifulSoup(rendu, "lxml").img["alt"] == ""


def test_a_picture_comes_in_avif_and_webp_with_its_sizes_and_alternative(image: SiteImage) -> None:
    rendu = dict(CORPS_EDITORIAL)["figure"].render(figure(image, **{"image-alt_text": "La façade, vue de la rue"}))
    page = BeautifulSoup(rendu, "lxml")
    assert [source["type"] for source in page.find_all("source")] == ["image/avif", "image/webp"]
    assert page.img["alt"] == "La façade, vue de la rue"
    assert page.img["width"]
    assert page.img["height"]


def _champs_riches(bloc: Any) -> list[Any]:
    """Every rich text block inside a block."""
    if isinstance(bloc, blocks.RichTextBlock):
        return [bloc]
    enfants = [bloc.child_block] if isinstance(bloc, blocks.ListBlock) else getattr(bloc, "child_blocks", {}).values()
    return [riche for enfant in enfants for riche in _champs_riches(enfant)]


def test_no_rich_text_lets_a_picture_in_without_its_alternative() -> None:
    riches = [
        riche for modele in (AccueilPage, PageEditoriale) for riche in _champs_riches(modele.corps.field.stream_block)
    ]
    riches += [champ for champ in Engagement._meta.get_fields() if isinstance(champ, RichTextField)]
    assert riches
    for riche in riches:
        assert riche.features is not None, riche
        assert not EMBARQUE & set(riche.features), riche


@pytest.mark.parametrize(
    ("octets", "francais", "anglais"),
    [
        (0, "0 o", "0 B"),
        (999, "999 o", "999 B"),
        (1_000, "1,0 ko", "1.0 kB"),
        (9_960, "10 ko", "10 kB"),
        (84_400, "84 ko", "84 kB"),
        (999_700, "1,0 Mo", "1.0 MB"),
        (1_234_567, "1,2 Mo", "1.2 MB"),
        (3_000_000_000, "3,0 Go", "3.0 GB"),
    ],
)
def test_a_size_reads_as_people_write_it(octets: int, francais: str, anglais: str) -> None:
    with translation.override("fr"):
        assert poids(octets) == francais.replace(" ", "\N{NO-BREAK SPACE}")
    with translation.override("en"):
        assert poids(octets) == anglais.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_document_says_its_type_and_size(db: None) -> None:
    document = SiteDocument.objects.create(title="Charte", file=ContentFile(b"x" * 1200, "charte.pdf"))
    assert type_et_taille(document) == "PDF, 1,2\N{NO-BREAK SPACE}ko"


def test_a_document_whose_file_is_gone_still_says_its_type(db: None) -> None:
    document = SiteDocument.objects.create(title="Charte", file="documents/absent.pdf", file_size=None)
    assert type_et_taille(document) == "PDF"
