"""From an address to its page: what Wagtail would answer, whatever is published above or beside it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page, Site

from raison_detre.models import AccueilPage, PageEditoriale
from socle.models import LienDeNavigation, Navigation

pytestmark = pytest.mark.django_db


@pytest.fixture
def accueil() -> AccueilPage:
    """A published French home page, root of the site."""
    page = Page.get_first_root_node().add_child(instance=AccueilPage(title="Accueil", slug="accueil-fr"))
    Site.objects.update(root_page=page)
    return page


def sous(parent: Page, slug: str, **champs: object) -> PageEditoriale:
    """A page under this one, published unless said otherwise."""
    return parent.add_child(instance=PageEditoriale(title=slug, slug=slug, locale=parent.locale, **champs))


def en_anglais(page: Page) -> Page:
    """A published translation of this page."""
    traduction = page.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0], copy_parents=True)
    traduction.live = True
    traduction.save()
    return traduction


def titre(chemin: str) -> str:
    """The heading read at this address, which must answer."""
    reponse = Client().get(chemin)
    assert reponse.status_code == 200, chemin
    return BeautifulSoup(reponse.content, "lxml").h1.get_text(strip=True)


def test_each_level_of_the_tree_answers_at_its_own_address(accueil):
    sous(sous(accueil, "un"), "deux")
    assert [titre(chemin) for chemin in ("/", "/un/", "/un/deux/")] == ["Accueil", "un", "deux"]


def test_a_step_is_looked_for_under_the_page_before_it_only(accueil):
    profonde = sous(sous(accueil, "un"), "deux")
    navigation = Navigation.objects.create(site=Site.objects.get())
    LienDeNavigation.objects.create(navigation=navigation, page=profonde)
    assert [Client().get(chemin).status_code for chemin in ("/deux/", "/un/un/", "/deux/un/")] == [404] * 3


def test_a_draft_is_not_found_and_what_is_published_under_it_still_is(accueil):
    sous(sous(accueil, "brouillon", live=False), "dessous")
    assert Client().get("/brouillon/").status_code == 404
    assert titre("/brouillon/dessous/") == "dessous"


def test_the_address_decides_between_two_languages_of_the_same_slug(accueil):
    page = sous(accueil, "un")
    en_anglais(accueil)
    Page.objects.filter(pk=en_anglais(page).pk).update(title="one", slug="un")
    PageEditoriale.objects.get(title="one").save()
    assert (titre("/un/"), titre("/en/un/")) == ("un", "one")


def test_without_a_published_home_in_a_language_the_french_one_answers(accueil):
    en_anglais(accueil)
    Page.objects.filter(locale__language_code="en").update(live=False)
    assert titre("/en/") == "Accueil"


def test_a_page_far_down_still_leads_to_its_translation(accueil):
    profonde = sous(sous(accueil, "un"), "deux")
    traduction = en_anglais(profonde)
    page = BeautifulSoup(Client().get("/un/deux/").content, "lxml")
    assert traduction.url in [lien["href"] for lien in page.select(".langues__lien")]


def test_with_a_second_site_a_link_still_leads_to_the_right_one(accueil):
    autre = Page.get_first_root_node().add_child(instance=AccueilPage(title="Autre", slug="autre"))
    Site.objects.create(hostname="autre.example.org", root_page=autre)
    chez_l_autre = sous(autre, "ailleurs")
    navigation = Navigation.objects.create(site=Site.objects.get(is_default_site=True))
    LienDeNavigation.objects.create(navigation=navigation, page=chez_l_autre)
    page = BeautifulSoup(Client().get("/").content, "lxml")
    assert page.select_one(".menu__lien")["href"] == "http://autre.example.org/ailleurs/"


@pytest.mark.parametrize(
    "chemin",
    ["/%00", "/une-page/%00/", "/registre/labels/QC-2024-0001%00/", "/registre/siren/%00/", "/api/v1/labels/%00"],
)
def test_an_address_with_a_nul_in_it_is_not_found_on_either_database(chemin: str) -> None:
    reponse = Client().get(chemin)
    assert reponse.status_code == 404
    assert "Cette page n’existe pas" in reponse.content.decode()
