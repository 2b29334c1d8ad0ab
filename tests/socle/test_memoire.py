"""The menu is remembered from one page to the next, and forgotten by whatever changes it, once committed."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from raison_detre.models import AccueilPage, PageEditoriale
from socle.cadre.reperes import lire_reperes
from socle.models import LienDeNavigation, Navigation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def apropos() -> PageEditoriale:
    """A site of two pages, the second in the menu, whose marks have been read once."""
    francais = Locale.objects.get_or_create(language_code="fr")[0]
    racine = Page.get_first_root_node() or Page.add_root(instance=Page(title="Racine", slug="racine", locale=francais))
    accueil = racine.add_child(instance=AccueilPage(title="Accueil", slug="accueil-fr", locale=francais))
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page = accueil
    site.save()
    page = accueil.add_child(instance=PageEditoriale(title="À propos", slug="a-propos", locale=francais))
    navigation = Navigation.objects.create(site=site)
    LienDeNavigation.objects.create(navigation=navigation, page=page, sort_order=0)
    assert menu() == ["À propos"]
    return page


def menu() -> list[str]:
    """What the menu of the home page holds for a visitor, without the link to the space."""
    page = BeautifulSoup(Client().get("/").content, "html.parser")
    return [str(lien.text).strip() for lien in page.select(".menu__lien")]


def lectures_du_menu() -> int:
    """How many queries a page asks of the lines of the menu."""
    with CaptureQueriesContext(connection) as requetes:
        menu()
    return sum("socle_liendenavigation" in requete["sql"] for requete in requetes)


def test_a_menu_that_nobody_changed_is_not_read_again(apropos: PageEditoriale) -> None:
    assert lectures_du_menu() == 0


def test_a_page_renamed_taken_offline_or_removed_changes_the_menu_at_once(apropos: PageEditoriale) -> None:
    apropos.title = "Qui sommes-nous"
    apropos.save_revision().publish()
    assert menu() == ["Qui sommes-nous"]

    apropos.unpublish()
    assert menu() == []

    apropos.refresh_from_db()
    apropos.save_revision().publish()
    assert menu() == ["Qui sommes-nous"]

    apropos.delete()
    assert menu() == []


def test_a_link_added_to_the_menu_is_seen_at_once(apropos: PageEditoriale) -> None:
    navigation, accueil = Navigation.objects.get(), apropos.get_parent()
    LienDeNavigation.objects.create(navigation=navigation, page=accueil, libelle="Début", sort_order=1)
    assert menu() == ["À propos", "Début"]


def test_a_page_kept_to_some_people_is_kept_to_them_at_once(apropos: PageEditoriale) -> None:
    assert Client().get("/a-propos/").status_code == 200
    PageViewRestriction.objects.create(page=apropos, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get("/a-propos/").status_code == 302


def test_what_is_undone_is_not_remembered(apropos: PageEditoriale) -> None:
    with transaction.atomic():
        apropos.title = "Jamais publié"
        apropos.save_revision().publish()
        assert menu() == ["Jamais publié"]
        transaction.set_rollback(True)

    assert menu() == ["À propos"]


def test_a_request_that_alters_a_page_alters_its_own_only(apropos: PageEditoriale) -> None:
    for page in lire_reperes(RequestFactory().get("/", headers={"host": "localhost"})).pages:
        page.title = "Au crayon"
    assert menu() == ["À propos"]
