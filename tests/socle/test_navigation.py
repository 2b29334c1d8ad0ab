"""The menu, the footer, the breadcrumb and the language switch, as a visitor meets them."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from raison_detre.models import AccueilPage, PageEditoriale
from socle.models import LienDeNavigation, LienDePied, Navigation

pytestmark = pytest.mark.django_db

# What every footer holds, whatever the editors add.
DU_REGISTRE = [
    ("Vérifier un label", "/registre/verifier/"),
    ("Vérifier un badge", "/registre/verifier-un-badge/"),
    ("Le baromètre du label", "/registre/barometre/"),
    ("Données ouvertes du registre", "/registre/donnees/"),
    ("Le journal public des décisions", "/registre/journal/"),
]


@pytest.fixture
def locales() -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("fr", "en")}


@pytest.fixture
def racine(locales) -> AccueilPage:
    """A published French home page, root of the site."""
    page = Page.get_first_root_node().add_child(
        instance=AccueilPage(title="Accueil", slug="accueil-fr", locale=locales["fr"])
    )
    Site.objects.update(root_page=page)
    return page


@pytest.fixture
def reglages(racine) -> Navigation:
    return Navigation.objects.create(
        site=Site.objects.get(), presentation="Bonjour", presentation_en="Hello", contact="a@example.org"
    )


def enfant(parent: Page, titre: str, **champs: object) -> PageEditoriale:
    """A published page under this one."""
    return parent.add_child(instance=PageEditoriale(title=titre, locale=parent.locale, **champs))


def traduire(page: Page, locale: Locale, **champs: object) -> Page:
    """A published translation of this page."""
    traduction = page.copy_for_translation(locale, copy_parents=True)
    for champ, valeur in ({"live": True} | champs).items():
        setattr(traduction, champ, valeur)
    traduction.save()
    return traduction


def lire(adresse: str, statut: int = 200) -> BeautifulSoup:
    reponse = Client().get(adresse)
    assert reponse.status_code == statut
    return BeautifulSoup(reponse.content, "lxml")


def liens(page: BeautifulSoup, selecteur: str) -> list[tuple[str, str]]:
    return [(lien.get_text(strip=True), lien["href"]) for lien in page.select(selecteur)]


def test_a_site_without_settings_shows_no_menu_and_still_answers(racine):
    page = lire(racine.url)
    assert not page.select(".menu")
    assert liens(page, ".pied__liens a") == DU_REGISTRE


def test_links_come_in_the_editors_order_with_their_own_words(reglages, racine):
    deux, un = enfant(racine, "Deux"), enfant(racine, "Un")
    LienDeNavigation.objects.create(navigation=reglages, page=deux, sort_order=2)
    LienDeNavigation.objects.create(navigation=reglages, page=un, sort_order=1, libelle="Premier")
    LienDePied.objects.create(navigation=reglages, adresse="https://example.org/", libelle="Ailleurs", sort_order=0)
    page = lire(racine.url)
    assert liens(page, ".menu__lien") == [("Premier", un.url), ("Deux", deux.url)]
    assert liens(page, ".pied__liens a") == [*DU_REGISTRE, ("Ailleurs", "https://example.org/")]
    assert "Bonjour" in page.footer.get_text()
    assert page.select_one("a[href='mailto:a@example.org']")


def test_an_unpublished_page_leaves_the_menu(reglages, racine):
    cachee = enfant(racine, "Cachée", live=False)
    LienDeNavigation.objects.create(navigation=reglages, page=cachee)
    assert not lire(racine.url).select(".menu__lien")


def test_two_links_or_twenty_cost_the_same(reglages, racine):
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            lire(racine.url)
        return len(lues)

    def ajouter(nombre: int) -> None:
        for _n in range(nombre):
            page = enfant(enfant(racine, f"Page {racine.get_descendant_count()}"), "Plus bas")
            racine.refresh_from_db()
            LienDeNavigation.objects.create(navigation=reglages, page=page)
            LienDePied.objects.create(navigation=reglages, page=page)

    ajouter(2)
    lire(racine.url)
    assert len(lire(racine.url).select(".menu__lien")) == 2
    pour_deux = requetes()
    ajouter(18)
    lire(racine.url)
    assert requetes() == pour_deux


def test_the_menu_says_where_the_reader_is(reglages, racine):
    rubrique = enfant(racine, "Rubrique")
    fille = enfant(rubrique, "Fille")
    LienDeNavigation.objects.create(navigation=reglages, page=racine, sort_order=0)
    LienDeNavigation.objects.create(navigation=reglages, page=rubrique, sort_order=1)

    def courants(adresse: str) -> list[str | None]:
        return [lien.get("aria-current") for lien in lire(adresse).select(".menu__lien")]

    assert courants(racine.url) == ["page", None]
    assert courants(rubrique.url) == [None, "page"]
    assert courants(fille.url) == [None, "true"]


def test_the_menu_follows_the_readers_language_and_falls_back_on_french(reglages, racine, locales):
    traduite, francaise = enfant(racine, "Traduite"), enfant(racine, "Française")
    anglaise = traduire(traduite, locales["en"], title="Translated")
    accueil_anglais = racine.get_translation(locales["en"])
    accueil_anglais.live = True

    accueil_anglais.save()
    LienDeNavigation.objects.create(navigation=reglages, page=traduite, sort_order=0, libelle_en="In English")
    LienDeNavigation.objects.create(navigation=reglages, page=francaise, sort_order=1)
    page = lire(accueil_anglais.url)

    assert liens(page, ".menu__lien") == [("In English", anglaise.url), ("Française", francaise.url)]
    assert [lien.get("hreflang") for lien in page.select(".menu__lien")] == [None, "fr"]
    assert "Hello" in page.footer.get_text()


def test_one_language_offers_no_switch(racine):
    assert not lire(racine.url).select(".langues")


@pytest.fixture
def racine_anglaise(racine, locales) -> Page:
    """The published English of the home page."""
    return traduire(racine, locales["en"], title="Home")


def bascule(adresse: str, statut: int = 200) -> dict[str, str]:
    """Where the language switch of this page leads, by language."""
    return {lien["hreflang"]: lien["href"] for lien in lire(adresse, statut).select(".langues a")}


def test_the_switch_leads_to_this_pages_translation_with_the_question(racine, racine_anglaise, locales):
    traduite = enfant(racine, "Traduite")
    anglaise = traduire(traduite, locales["en"], title="Translated")
    assert bascule(traduite.url) == {"fr": traduite.url, "en": anglaise.url}
    assert bascule(f"{anglaise.url}?au=2025-03-01&page=3")["fr"] == f"{traduite.url}?au=2025-03-01"


def test_a_page_without_translation_says_so_and_where_to_go_on(racine, racine_anglaise, locales):
    rubrique = enfant(racine, "Rubrique")
    section = traduire(rubrique, locales["en"], title="Section")
    profonde = enfant(enfant(rubrique, "Française"), "Plus bas")
    dit = lire(bascule(profonde.url)["en"])
    assert "n’est pas traduite" in dit.h1.get_text() or "not translated" in dit.h1.get_text()
    suites = liens(dit, ".erreur__suites a")
    assert suites[:2] == [("Plus bas", profonde.url), ("Section", section.url)]
    assert Client().get(bascule(bascule(profonde.url)["en"])["fr"], follow=True).redirect_chain[-1][0] == profonde.url


def test_a_translation_published_since_is_led_to_and_a_withdrawn_one_is_not(racine, racine_anglaise, locales):
    page = enfant(racine, "Traduite")
    vers = bascule(page.url)["en"]
    anglaise = traduire(page, locales["en"], title="Translated")
    assert Client().get(vers).headers["Location"] == anglaise.url
    anglaise.unpublish()
    assert bascule(page.url)["en"] == vers
    page.unpublish()
    assert Client().get(vers).status_code == 404


def test_without_a_number_it_still_says_where_to_go_on(racine, racine_anglaise):
    assert lire("/en/langues/").h1


@pytest.mark.parametrize("de", ["0", "-1", "x", "9" * 40, "²"])
def test_a_number_that_names_no_page_is_not_found(racine, racine_anglaise, de):
    assert Client().get("/en/langues/", {"de": de}).status_code == 404


def test_a_restricted_page_is_not_named(racine, racine_anglaise):
    page = enfant(racine, "Secrète")
    page.view_restrictions.create(restriction_type="login")
    assert Client().get("/en/langues/", {"de": page.pk}).status_code == 404


def test_the_search_and_what_is_not_found_keep_their_address(racine, racine_anglaise):
    assert bascule("/recherche/?q=bail")["en"] == "/en/recherche/?q=bail"
    assert bascule("/nulle-part/", 404)["en"] == "/en/nulle-part/"


def test_an_address_of_every_language_offers_no_switch(racine, racine_anglaise):
    assert bascule("/compte/login/") == {}


def test_the_breadcrumb_names_every_page_above(racine):
    fille = enfant(enfant(racine, "Rubrique"), "Fille")
    fil = lire(fille.url).select_one(".fil")
    assert [etape.get_text(strip=True) for etape in fil.select("li")] == ["Accueil", "Rubrique", "Fille"]
    assert fil.select_one("[aria-current=page]").get_text() == "Fille"
    assert not lire(racine.url).select(".fil")


def test_a_wrong_address_offers_ways_on(reglages, racine):
    rubrique = enfant(racine, "Rubrique")
    LienDeNavigation.objects.create(navigation=reglages, page=rubrique)
    suites = liens(lire("/nulle-part/", 404), ".erreur__suites a")
    assert suites == [("Accueil", "/"), ("Rubrique", rubrique.url)]


def test_a_chosen_page_and_a_link_in_a_text_are_shown_in_the_readers_language(racine, locales):
    but = enfant(racine, "But")
    corps = [
        {
            "type": "texte",
            "value": f'<p><a linktype="page" id="{but.pk}">ici</a><a linktype="page" id="9999">perdu</a></p>',
        },
        {"type": "page", "value": {"page": but.pk, "invitation": ""}},
    ]
    lecture = enfant(racine, "Lecture", corps=corps)
    en_anglais = traduire(but, locales["en"], title="Goal")
    lue = traduire(lecture, locales["en"])
    racine_anglaise = racine.get_translation(locales["en"])
    racine_anglaise.live = True

    racine_anglaise.save()

    for adresse, cible in ((lecture.url, but.url), (lue.url, en_anglais.url)):
        page = lire(adresse)
        assert page.select_one(".prose a")["href"] == cible
        assert page.select_one(".renvoi a")["href"] == cible
    but.unpublish()

    assert not lire(lecture.url).select(".renvoi")
