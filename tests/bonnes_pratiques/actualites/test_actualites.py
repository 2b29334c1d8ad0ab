"""The news: list, tags, feed, article."""

import datetime
import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.models import PageViewRestriction

from bonnes_pratiques.actualites.etiquettes import reconnaitre
from bonnes_pratiques.models import ActualitesPage
from socle.langues.traduction import traduire
from socle.models import User
from tests.bonnes_pratiques.actualites.factories import actualite, beaucoup_d_actualites
from tests.registre.lecture import lire, mots

REQUETES_PERMISES = 15
ATOM = {"a": "http://www.w3.org/2005/Atom"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_posees")]


def titres(page: BeautifulSoup) -> list[str]:
    return [mots(titre) for titre in page.select(".entree__titre")]


def flux(client: Client, **parametres: str) -> Any:
    reponse = client.get("/actualites/flux.atom", parametres)
    assert reponse.status_code == 200
    return ET.fromstring(reponse.content)  # noqa: S314 - our own answer


class TestLaListe:
    def test_an_empty_list_says_so_and_the_feed_is_valid(self, client: Client) -> None:
        assert "pas encore d’actualité" in mots(lire(client, "/actualites/").main)
        assert flux(client).findall("a:entry", ATOM) == []
        assert lire(client, "/en/actualites/").h1.get_text() == "News"
        [en_francais] = lire(client, "/en/actualites/").select("main .vide + p a")
        assert (en_francais["href"], en_francais["hreflang"]) == ("/actualites/", "fr")
        assert not lire(client, "/actualites/").select("main .vide + p a[hreflang]")

    def test_news_come_latest_first_by_year(self, client: Client) -> None:
        actualite("Ancienne", publiee_le=datetime.date(2025, 12, 31))
        actualite("Récente", publiee_le=datetime.date(2026, 6, 14))
        actualite("Moins récente", publiee_le=datetime.date(2026, 1, 1))
        page = lire(client, "/actualites/")
        assert titres(page) == ["Récente", "Moins récente", "Ancienne"]
        assert [mots(annee) for annee in page.select("h2.partie__titre")] == ["2026", "2025"]

    @pytest.mark.parametrize("cachee", ["brouillon", "privée", "anglais"])
    def test_what_is_not_public_in_this_language_shows_nowhere(self, client: Client, cachee: str) -> None:
        page = actualite("Secrète", etiquettes=("caché",))
        if cachee == "brouillon":
            page.unpublish()
        elif cachee == "privée":
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

        chemin = "/en/" if cachee == "anglais" else "/"

        for adresse in (chemin, f"{chemin}actualites/", f"{chemin}actualites/flux.atom", "/sitemap.xml"):
            if cachee != "anglais" or adresse != "/sitemap.xml":
                contenu = client.get(adresse).content.decode()
                assert "Secrète" not in contenu
                assert page.slug not in contenu
                assert "caché" not in contenu

    def test_the_list_is_cut_in_pages(self, client: Client) -> None:
        actualite("Première", publiee_le=datetime.date(2026, 6, 11))
        actualite("Dernière", publiee_le=datetime.date(2026, 6, 9))
        beaucoup_d_actualites(39)
        page = lire(client, "/actualites/")
        assert (len(titres(page)), titres(page)[0]) == (20, "Première")
        assert page.select_one('[rel="next"]')["href"] == "/actualites/?page=2"
        derniere = lire(client, "/actualites/", page="3")
        assert titres(derniere) == ["Dernière"]
        assert mots(derniere.title) == "Actualités, page 3 – Coop’HLM"
        assert derniere.find("link", rel="canonical")["href"].endswith("/actualites/?page=3")

    @pytest.mark.parametrize("page", ["2", "0", "-1", "x", "²", "9999999", "1.5"])
    def test_a_page_that_does_not_exist_is_refused_in_words(self, client: Client, page: str) -> None:
        assert "page est à corriger" in mots(lire(client, "/actualites/", 400, page=page).main)

    def test_a_long_title_is_shown_whole(self, client: Client) -> None:
        titre = "Très long " * 24 + "fin"
        actualite(titre.strip()[:255])
        assert titres(lire(client, "/actualites/"))[0].startswith("Très long Très long")

    @pytest.mark.lent
    @pytest.mark.rendu
    def test_the_cost_is_the_same_for_two_and_for_two_hundred(self, client: Client) -> None:
        def cout(adresse: str) -> int:
            with CaptureQueriesContext(connection) as requetes:
                assert client.get(adresse).status_code == 200
            return len(requetes)

        adresses = ("/", "/actualites/", "/actualites/?etiquette=b", "/actualites/flux.atom")
        for rang in range(2):
            actualite(f"Nouvelle {rang}", etiquettes=("a", "b"))
        client.get("/")
        peu = {adresse: cout(adresse) for adresse in adresses}
        beaucoup_d_actualites(198, etiquettes=("a", "b"))
        assert {adresse: cout(adresse) for adresse in adresses} == peu
        assert max(peu.values()) <= REQUETES_PERMISES, peu


class TestLesEtiquettes:
    def test_the_list_and_the_feed_keep_the_news_of_one_tag(self, client: Client) -> None:
        actualite("Avec", etiquettes=("Quali’Coop", "Bilan"))
        actualite("Sans", etiquettes=("Bilan",))
        page = lire(client, "/actualites/", etiquette="qualicoop")
        assert titres(page) == ["Avec"]
        assert mots(page.title) == "Actualités : Quali’Coop – Coop’HLM"
        assert page.select_one('.etiquette[aria-current="true"]').get_text().startswith("Quali’Coop")
        flux_annonces = [lien["href"] for lien in page.select('link[type="application/atom+xml"]')]
        assert flux_annonces == ["/actualites/flux.atom", "/actualites/flux.atom?etiquette=qualicoop"]
        entrees = flux(client, etiquette="qualicoop").findall("a:entry/a:title", ATOM)
        assert [titre.text for titre in entrees] == ["Avec"]

    def test_each_tag_says_how_many_news_bear_it(self, client: Client) -> None:
        actualite("Une", etiquettes=("Bilan", "Été"))
        actualite("Deux", etiquettes=("Bilan",)).unpublish()
        Tag.objects.create(name="Jamais posée")
        etiquettes = [mots(lien) for lien in lire(client, "/actualites/").select(".etiquette")]
        assert etiquettes == ["Toutes", "Bilan 1", "Été 1"]

    def test_the_language_switch_of_a_tag_or_a_further_page_is_never_refused(self, client: Client) -> None:
        actualite("Une", etiquettes=("Bilan",))
        beaucoup_d_actualites(25)
        for question in ("etiquette=bilan", "page=2", "etiquette=zzz", "page=99"):
            page = BeautifulSoup(client.get(f"/actualites/?{question}").content, "lxml")
            anglaise = page.select_one(".langues a[hreflang=en]")["href"]
            assert anglaise.startswith("/en/actualites/")
            assert client.get(anglaise).status_code == 200, anglaise
        vide = lire(client, "/en/actualites/", etiquette="bilan")
        assert vide.main.select_one('a[hreflang="fr"]')["href"] == "/actualites/?etiquette=bilan"
        assert client.get("/en/actualites/flux.atom?etiquette=bilan").status_code == 200

    @pytest.mark.parametrize("etiquette", ["zzz", "<b>", "a" * 5000, "bilan' OR 1=1"])
    def test_a_tag_no_news_bears_is_refused_in_words(self, client: Client, etiquette: str) -> None:
        Tag.objects.create(name="zzz")
        assert "etiquette est à corriger" in mots(lire(client, "/actualites/", 400, etiquette=etiquette).main)
        assert client.get("/actualites/flux.atom", {"etiquette": etiquette}).status_code == 404

    def test_the_same_parameter_twice_is_refused(self, client: Client) -> None:
        assert client.get("/actualites/?etiquette=a&etiquette=b").status_code == 400

    @pytest.mark.parametrize("saisie", ["point d'étape", "POINT D’ETAPE", " Point  d’étape "])
    def test_a_tag_typed_another_way_is_the_one_that_exists(self, saisie: str) -> None:
        Tag.objects.create(name="Point d’étape")
        assert reconnaitre([saisie, "Œuvre", "oeuvre"]) == ["Point d’étape", "Œuvre"]

    def test_the_editors_form_reuses_the_tag(self) -> None:
        Tag.objects.create(name="Étiquette")
        editrice = User.objects.create_superuser(email="editrice@example.org", password="x")
        page = actualite("À étiqueter")
        admin = Client()

        admin.force_login(editrice)
        donnees = {
            "title": page.title,
            "slug": page.slug,
            "introduction": "",
            "publiee_le": "2026-06-10",
            "image_alternative": "",
            "corps-count": "0",
            "etiquettes": "etiquette, ÉTIQUETTE, Neuve",
            "seo_title": "",
            "search_description": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        }
        reponse = admin.post(f"/admin/pages/{page.pk}/edit/", donnees)

        assert reponse.status_code == 302, reponse.content.decode()[:2000]

        page.refresh_from_db()
        brouillon = page.get_latest_revision_as_object()

        assert sorted(etiquette.name for etiquette in brouillon.etiquettes.all()) == ["Neuve", "Étiquette"]


class TestUneActualite:
    def test_it_says_its_date_its_tags_and_its_neighbours(self, client: Client) -> None:
        actualite("Avant", publiee_le=datetime.date(2026, 6, 1))
        page = actualite("Pendant", etiquettes=("Bilan",), publiee_le=datetime.date(2026, 6, 2))
        actualite("Le même jour", publiee_le=datetime.date(2026, 6, 2))
        lue = lire(client, page.url)
        assert lue.select_one(".tete time")["datetime"] == "2026-06-02"
        assert mots(lue.select_one(".tete time")) == "2 juin 2026"
        assert lue.select_one(".etiquettes-posees a")["href"] == "/actualites/?etiquette=bilan"
        assert mots(lue.select_one('[rel="prev"]')) == "Précédente Avant"
        assert mots(lue.select_one('[rel="next"]')) == "Suivante Le même jour"
        assert lue.select_one('link[type="application/atom+xml"]')["href"] == "/actualites/flux.atom"

    def test_search_engines_and_networks_are_told_what_it_is(self, client: Client) -> None:
        page = actualite("Titre </script>", introduction="Une phrase.", etiquettes=("Bilan",))
        tete = lire(client, page.url).head
        article = json.loads(tete.find_all("script", type="application/ld+json")[-1].string)
        assert article["@type"] == "NewsArticle"
        assert (article["headline"], article["datePublished"]) == ("Titre </script>", "2026-06-10")
        assert article["keywords"] == ["Bilan"]
        image = urlsplit(tete.find("meta", property="og:image")["content"])
        assert client.get(image.path).headers["Content-Type"] == "image/png"

    def test_the_feed_names_it_the_same_when_its_title_and_address_change(self, client: Client) -> None:
        page = actualite("Avant", introduction="Fish & <b>chips</b>")
        avant = flux(client).find("a:entry/a:id", ATOM).text
        page.title, page.slug = "Après", "apres"
        page.save_revision().publish()
        entree = flux(client).find("a:entry", ATOM)
        assert entree.find("a:id", ATOM).text == avant
        assert entree.find("a:link", ATOM).get("href").endswith("/actualites/apres/")
        assert entree.find("a:summary", ATOM).text == "Fish &amp; &lt;b&gt;chips&lt;/b&gt;"
        assert entree.find("a:published", ATOM).text == "2026-06-10T00:00:00+02:00"

    def test_it_is_in_both_site_maps(self, client: Client) -> None:
        page = actualite("Au plan")
        assert page.full_url in client.get("/sitemap.xml").content.decode()
        assert "Au plan" in mots(lire(client, "/plan-du-site/").main)

    def test_a_translation_keeps_the_date_and_the_tags(self, client: Client) -> None:
        page = actualite("Nouvelle", etiquettes=("Bilan",))
        anglaise = traduire(page, "en", {"title": "Some news", "slug": "some-news"})
        assert anglaise.publiee_le == page.publiee_le
        assert [mots(t) for t in lire(client, "/en/actualites/").select(".entree__titre")] == ["Some news"]
        assert mots(lire(client, anglaise.url).select_one(".etiquettes-posees a")) == "Bilan"

    def test_the_address_of_the_list_stays_whatever_an_editor_types(self) -> None:
        page = ActualitesPage.objects.get(locale__language_code="fr")
        page.slug = "nouvelles"
        page.save_revision().publish()
        page.full_clean()
        assert page.slug == "actualites"
