"""`robots.txt`, `sitemap.xml`, and the icon asked for at the root."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import Locale, PageViewRestriction

from raison_detre.models import AccueilPage, PageEditoriale
from tests.socle.plan_lu import lire_plan

pytestmark = pytest.mark.django_db


def test_the_site_map_lists_published_pages_with_their_date(client: Client, page_publique: PageEditoriale) -> None:
    plan = lire_plan(client)
    assert list(plan) == ["http://localhost/", "http://localhost/mentions/"]
    jour = page_publique.last_published_at.astimezone().date().isoformat()
    assert plan["http://localhost/mentions/"].jour == jour
    assert plan["http://localhost/mentions/"].langues == {}


@pytest.mark.parametrize("fermer", ["brouillon", "privee"])
def test_the_site_map_tells_nothing_that_is_not_public(
    client: Client, page_publique: PageEditoriale, fermer: str
) -> None:
    if fermer == "brouillon":
        page_publique.unpublish()
        assert client.get("/mentions/").status_code == 404
    else:
        PageViewRestriction.objects.create(page=page_publique, restriction_type=PageViewRestriction.LOGIN)
    assert list(lire_plan(client)) == ["http://localhost/"]


def test_the_site_map_joins_a_page_and_its_translation(client: Client, accueil: AccueilPage) -> None:
    anglais, _cree = Locale.objects.get_or_create(language_code="en")
    traduction = accueil.copy_for_translation(anglais)
    assert list(lire_plan(client)) == ["http://localhost/"]
    traduction.save_revision().publish()
    for entree in lire_plan(client).values():
        assert entree.langues == {
            "fr": "http://localhost/",
            "en": "http://localhost/en/",
            "x-default": "http://localhost/",
        }


def test_the_site_map_costs_the_same_for_two_pages_and_for_twenty(
    client: Client, page_publique: PageEditoriale
) -> None:
    def cout() -> int:
        lire_plan(client)
        with CaptureQueriesContext(connection) as requetes:
            lire_plan(client)
        return len(requetes)

    peu = cout()
    for rang in range(18):
        page_publique.get_parent().add_child(instance=PageEditoriale(title=f"Page {rang}", slug=f"page-{rang}"))
    assert len(lire_plan(client)) == 20
    assert cout() == peu


def test_robots_keep_out_of_what_needs_an_account(client: Client, accueil: AccueilPage) -> None:
    reponse = client.get("/robots.txt")
    lignes = reponse.content.decode().splitlines()
    assert reponse.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert {"User-agent: *", "Disallow: /admin/", "Disallow: /compte/"} <= set(lignes)
    assert "Disallow: /" not in lignes
    assert "Sitemap: http://localhost/sitemap.xml" in lignes


def test_robots_keep_out_of_a_test_machine(client: Client, accueil: AccueilPage, settings: Settings) -> None:
    settings.INDEXABLE = False
    assert client.get("/robots.txt").content.decode().splitlines() == ["User-agent: *", "Disallow: /"]


def test_the_icon_asked_for_at_the_root_is_found(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith("socle/icone.ico")
