"""The editors' guide: read in the admin, whole, and true to its own list of parts and pictures."""

from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from socle.administration.guide import IMAGES, en_html
from tests.socle.admin import connecte

pytestmark = pytest.mark.rendu

HEAVIEST = 60_000  # bytes of one picture
HEAVIEST_IN_ALL = 1_500_000


@pytest.fixture
def page(personnes: dict[str, Any]) -> BeautifulSoup:
    """The guide as an editor reads it in the admin."""
    return BeautifulSoup(connecte(personnes["édition"]).get("/admin/guide/").content, "lxml")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "permis"), [("visiteur", False), ("sans droit", False), ("édition", True)])
def test_who_enters_the_admin_reads_the_guide_and_its_pictures_and_nobody_else(personnes, role, permis):
    addresses = ("/admin/guide/", "/admin/guide/images/historique.png")
    answers = [connecte(personnes[role]).get(address).status_code == 200 for address in addresses]
    assert answers == [permis, permis]


def test_the_home_and_its_help_menu_lead_to_the_guide_and_to_no_other(personnes: dict[str, Any]) -> None:
    home = connecte(personnes["édition"]).get(reverse("wagtailadmin_home")).content.decode()
    assert home.count("/admin/guide/") == 2
    assert "guide.wagtail.org" not in home


def test_every_part_that_the_guide_lists_is_there_once(page: BeautifulSoup) -> None:
    parts = [unquote(link["href"]).removeprefix("#") for link in page.select(".guide > ul:first-of-type a")]
    assert parts == [heading["id"] for heading in page.select(".guide h2")]
    assert len(parts) == len(set(parts)) > 20


def test_every_picture_is_shown_described_and_light_and_none_is_left_over(
    personnes: dict[str, Any], page: BeautifulSoup
) -> None:
    shown = [image["src"] for image in page.select(".guide img") if image["alt"]]
    assert len(shown) == len(page.select(".guide img"))
    assert {address.split("/")[-1] for address in shown} == {file.name for file in IMAGES.iterdir()}
    assert {connecte(personnes["édition"]).get(address)["Content-Type"] for address in shown} == {"image/png"}
    weights = [file.stat().st_size for file in IMAGES.iterdir()]
    assert max(weights) <= HEAVIEST
    assert sum(weights) <= HEAVIEST_IN_ALL


def test_a_picture_of_another_name_is_not_found(personnes: dict[str, Any]) -> None:
    editor = connecte(personnes["édition"])
    assert editor.get("/admin/guide/images/inconnue.png").status_code == 404


def test_the_title_is_said_once_and_tags_written_in_the_guide_stay_text(page: BeautifulSoup) -> None:
    assert [title.get_text(strip=True) for title in page.find_all("h1")] == ["Guide de l’éditeur"]
    assert en_html("# Titre\n\nUn <script>.\n") == "<p>Un &lt;script&gt;.</p>\n"
