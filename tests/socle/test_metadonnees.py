"""What every page says of itself in its head."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale

from raison_detre.models import AccueilPage, PageEditoriale

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]


def tete(client: Client, chemin: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(chemin).content, "lxml").head


def valeur(page: BeautifulSoup, propriete: str) -> str:
    return page.find("meta", property=propriete)["content"]


def test_a_page_gives_its_title_description_and_one_address(client: Client, page_publique: PageEditoriale) -> None:
    page = tete(client, "/mentions/?page=2")
    assert page.title.string == "Mentions – Coop’HLM"
    assert page.find("meta", attrs={"name": "description"})["content"] == "Avant"
    assert page.find("link", rel="canonical")["href"] == "http://localhost/mentions/"


def test_the_words_an_editor_wrote_for_search_engines_come_first(client: Client, page_publique: PageEditoriale) -> None:
    page_publique.seo_title, page_publique.search_description = "Qui publie ce site", "Éditeur et hébergeur."
    page_publique.save_revision().publish()
    page = tete(client, "/mentions/")
    assert page.title.string == "Qui publie ce site – Coop’HLM"
    assert valeur(page, "og:description") == "Éditeur et hébergeur."


def test_a_page_without_description_announces_none(client: Client, accueil: AccueilPage) -> None:
    page = tete(client, "/")
    assert page.find("meta", attrs={"name": "description"}) is None
    assert page.find("meta", property="og:description") is None


def test_a_share_shows_the_page_its_language_and_its_image(client: Client, page_publique: PageEditoriale) -> None:
    page = tete(client, "/mentions/")
    assert (valeur(page, "og:type"), valeur(page, "og:locale")) == ("article", "fr_FR")
    assert valeur(page, "og:url") == "http://localhost/mentions/"
    assert valeur(page, "og:image:alt") == "Mentions"
    assert page.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"
    image = valeur(page, "og:image").removeprefix("http://localhost")
    assert client.get(image).headers["Content-Type"] == "image/png"


def test_only_published_translations_are_announced(client: Client, accueil: AccueilPage) -> None:
    anglais, _cree = Locale.objects.get_or_create(language_code="en")
    traduction = accueil.copy_for_translation(anglais)
    assert tete(client, "/").find_all("link", rel="alternate") == []
    traduction.save_revision().publish()
    for chemin in ("/", "/en/"):
        liens = {lien["hreflang"]: lien["href"] for lien in tete(client, chemin).find_all("link", rel="alternate")}
        assert liens == {"fr": "http://localhost/", "en": "http://localhost/en/", "x-default": "http://localhost/"}


def test_a_title_cannot_leave_the_structured_data(client: Client, page_publique: PageEditoriale) -> None:
    page_publique.title = "</script><script>alert(1)</script>"
    page_publique.save_revision().publish()
    balise = tete(client, "/mentions/").find("script", type="application/ld+json")
    assert json.loads(balise.string)["itemListElement"][-1]["name"] == page_publique.title
    assert b"<script>alert" not in client.get("/mentions/").content


def test_the_way_up_is_told_down_to_a_page_under_another(client: Client, page_publique: PageEditoriale) -> None:
    dessous = page_publique.add_child(instance=PageEditoriale(title="Crédits", slug="credits"))
    dessous.save_revision().publish()
    fil = json.loads(tete(client, "/mentions/credits/").find("script", type="application/ld+json").string)
    assert [etape["item"] for etape in fil["itemListElement"]] == [
        "http://localhost/",
        "http://localhost/mentions/",
        "http://localhost/mentions/credits/",
    ]
