"""The living page of components, and the error pages."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from config.environment import BASE_DIR
from socle.blocs import CORPS
from socle.cadre.composants import BLOCS

pytestmark = pytest.mark.rendu

EN_BASE = {"figure", "documents", "page"}  # blocks that need a file or a page to show


@pytest.mark.django_db
def test_components_are_not_served_outside_development(client):
    assert client.get("/composants/").status_code == 404


@pytest.mark.django_db
@pytest.mark.urls("tests.socle.urls_composants")
def test_every_component_is_shown_with_its_error_states(client):
    reponse = client.get("/composants/")
    assert reponse.status_code == 200
    page = BeautifulSoup(reponse.content, "lxml")
    for lien in page.select(".fautes__lien"):
        champ = page.find(id=lien["href"].removeprefix("#"))
        assert champ["aria-invalid"] == "true"
        assert page.find(id=champ["aria-describedby"].split()[-1]).select(".champ__erreur")
    assert len(page.select(".fautes__lien")) == 3


def test_no_block_of_page_bodies_is_forgotten():
    assert {bloc["type"] for bloc in BLOCS} | EN_BASE == {nom for nom, _bloc in CORPS}


def test_every_icon_named_exists_in_the_sprite():
    sprite = (BASE_DIR / "site/socle/icones.svg").read_text("utf-8")
    dessinees = set(BeautifulSoup(sprite, "lxml").select("symbol"))
    noms = {symbole["id"] for symbole in dessinees}
    gabarits = "".join(chemin.read_text("utf-8") for chemin in (BASE_DIR / "templates").rglob("*.html"))
    assert set(re.findall(r'{% icone "(\w+)" %}', gabarits)) <= noms


def test_the_page_of_a_broken_site_stands_without_database_or_context():
    with CaptureQueriesContext(connection) as requetes:
        page = render_to_string("500.html")
    assert "<h1>" in page
    assert not requetes


@pytest.mark.django_db
@pytest.mark.urls("tests.socle.urls_composants")
@pytest.mark.parametrize("code", [403, 404, 500])
def test_an_error_page_is_a_whole_page(client, code):
    client.raise_request_exception = False
    assert client.get(f"/composants/{code}/").status_code == code
