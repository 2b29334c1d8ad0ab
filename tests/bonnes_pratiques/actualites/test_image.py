"""The image of a piece of news."""

import gc
import warnings
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from socle.models import SiteImage
from tests.bonnes_pratiques.actualites.factories import actualite
from tests.registre.lecture import lire

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("pages_posees"),
    # Wagtail leaves to the garbage collector the file of a rendition it has just made.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def files_left_open() -> Iterator[None]:
    """Collect here the files Wagtail leaves open: elsewhere they would fail another test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


class TestLImage:
    def test_it_has_words_in_its_place_the_editors_first(self, client: Client) -> None:
        fichier = BytesIO()
        Image.new("RGB", (600, 400), "brown").save(fichier, "JPEG")
        hall = ContentFile(fichier.getvalue(), "hall.jpg")
        image = SiteImage.objects.create(title="IMG_2026.jpg", file=hall, description="Un hall", credit="Une agence")
        page = actualite("Illustrée", image=image)
        lue = lire(client, page.url)

        assert [img["alt"] for img in lue.select("article img")] == ["Un hall"]
        assert [source["type"] for source in lue.select("article source")] == ["image/avif", "image/webp"]
        assert "Crédit : Une agence" in lue.main.get_text().replace("\u00a0", " ")

        page.image_alternative = "Trois habitants repeignent un hall"
        page.save_revision().publish()
        assert [img["alt"] for img in lire(client, page.url).select("article img")] == [page.image_alternative]
