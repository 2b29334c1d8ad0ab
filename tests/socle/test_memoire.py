"""The menu is remembered from one page to the next, and forgotten by whatever changes it, once committed."""

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page, PageViewRestriction, Site

from raison_detre.models import AccueilPage, PageEditoriale
from socle.cadre.memoire import Memoire, oublier
from socle.cadre.reperes import lire_reperes
from socle.cadre.version_lue_une_fois import VersionLueUneFoisMiddleware
from socle.models import LienDeNavigation, Navigation, Synonyme
from socle.recherche.mots.synonymes import lire_dictionnaire
from socle.recherche.promotions import promotions

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
    page = BeautifulSoup(Client().get("/").content, "lxml")
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


def test_what_is_missing_is_read_at_once_and_no_more_is_kept_than_there_are_places() -> None:
    oublier()
    memoire: Memoire[int, int] = Memoire(places=3)
    lues: list[list[int]] = []

    def lire(manquantes: list[int]) -> dict[int, int]:
        lues.append(manquantes)
        return {cle: 10 * cle for cle in manquantes if cle != 9}

    assert memoire.retrouver_toutes([1, 2], lire) == {1: 10, 2: 20}
    assert memoire.retrouver_toutes([2, 3, 9], lire) == {2: 20, 3: 30}  # nothing is there for 9
    assert memoire.retrouver_toutes([], lire) == {}
    assert lues == [[1, 2], [3, 9]]

    memoire.retrouver_toutes([4], lire)  # one too many: all are forgotten
    memoire.retrouver_toutes([1, 4], lire)
    assert lues[2:] == [[4], [1]]

    oublier()
    memoire.retrouver_toutes([1, 4], lire)
    assert lues[4:] == [[1, 4]]


def test_a_synonym_and_a_promoted_result_are_followed_at_once() -> None:
    oublier()
    assert not lire_dictionnaire().autres
    assert promotions("logement") == []

    synonyme = Synonyme.objects.create(expressions="pilier\naxe")
    choix = {"external_link_url": "https://exemple.fr/", "external_link_text": "Se loger"}
    promue = SearchPromotion.objects.create(query=Query.get("logements"), description="", **choix)
    assert ("axe",) in lire_dictionnaire().autres
    assert [promotion.titre for promotion in promotions("logement")] == ["Se loger"]

    promue.external_link_text = "Trouver un toit"
    promue.save()
    assert [promotion.titre for promotion in promotions("logement")] == ["Trouver un toit"]

    synonyme.delete()
    promue.delete()
    assert not lire_dictionnaire().autres
    assert promotions("logement") == []


def test_what_a_page_reads_before_a_change_is_never_kept_under_what_follows_it(rf: RequestFactory) -> None:
    oublier()
    memoire: Memoire[str, str] = Memoire()
    dit = ["avant"]

    def page(request: HttpRequest) -> HttpResponse:
        lu = memoire.retrouver("lu", lambda: dit[0])
        if lu == "avant":  # somebody changes it while the page is made
            dit[0] = "après"
            oublier()
        return HttpResponse(memoire.retrouver("tiré de ce qui est lu", lambda: lu))

    repondre = VersionLueUneFoisMiddleware(page)
    assert repondre(rf.get("/")).content.decode() == "avant"
    assert repondre(rf.get("/")).content.decode() == "après"


def test_a_page_during_which_something_changed_is_given_and_kept_by_no_cache(rf: RequestFactory) -> None:
    oublier()
    memoire: Memoire[str, str] = Memoire()
    changements = [oublier]

    def page(request: HttpRequest) -> HttpResponse:
        lu = memoire.retrouver("lu", lambda: "lu")
        for changer in changements:
            changer()
        return HttpResponse(lu, headers={"Cache-Control": "public, max-age=0, s-maxage=60"})

    reponse = VersionLueUneFoisMiddleware(page)(rf.get("/"))
    assert (reponse.content.decode(), reponse["Cache-Control"]) == ("lu", "no-store")

    changements.clear()
    assert VersionLueUneFoisMiddleware(page)(rf.get("/"))["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_a_page_made_while_the_database_went_away_is_given_and_kept_by_no_cache(rf: RequestFactory) -> None:
    def version() -> str:
        if lues:
            raise OperationalError("gone")
        lues.append("asked")
        return "1"

    lues: list[str] = []
    memoire: Memoire[str, str] = Memoire(version)

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(memoire.retrouver("lu", lambda: "lu"), headers={"Cache-Control": "public, s-maxage=60"})

    reponse = VersionLueUneFoisMiddleware(page)(rf.get("/"))
    assert (reponse.content.decode(), reponse["Cache-Control"]) == ("lu", "no-store")


def test_a_page_asks_twice_for_the_version_of_what_it_remembers_however_often_it_reads(apropos: PageEditoriale) -> None:
    with CaptureQueriesContext(connection) as requetes:
        menu()
    assert sum("socle_versiondesreperes" in requete["sql"] for requete in requetes) == 2  # before it is made, and after


def test_a_request_that_writes_reads_what_it_has_just_written(rf: RequestFactory) -> None:
    memoire: Memoire[str, str] = Memoire()
    dit = ["avant"]

    def page(request: HttpRequest) -> HttpResponse:
        memoire.retrouver("lu", lambda: dit[0])
        dit[0] = "après"
        oublier()
        return HttpResponse(memoire.retrouver("lu", lambda: dit[0]))

    oublier()
    assert VersionLueUneFoisMiddleware(page)(rf.post("/")).content.decode() == "après"
