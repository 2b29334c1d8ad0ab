"""What search engines and shares are told of the engagements and of older editions."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from raison_detre.models import Engagement, EngagementsPage, Referentiel
from socle.formats.identite import FEDERATION
from tests.socle.plan_lu import lire_plan

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

RACINE = "http://localhost:8000"


def tete(client: Client, chemin: str) -> BeautifulSoup:
    """The head of the page at this address, which must answer."""
    reponse = client.get(chemin)
    assert reponse.status_code == 200, chemin
    return BeautifulSoup(reponse.content, "lxml").head


def canonique(page: BeautifulSoup) -> str:
    return page.find("link", rel="canonical")["href"]


def langues(page: BeautifulSoup) -> dict[str, str]:
    """The address announced for each language."""
    return {lien["hreflang"]: lien["href"] for lien in page.find_all("link", rel="alternate")}


def donnees(page: BeautifulSoup, nature: str) -> dict[str, Any]:
    """The structured data of this type."""
    blocs = [json.loads(balise.string) for balise in page.find_all("script", type="application/ld+json")]
    objets = [objet for bloc in blocs for objet in bloc.get("@graph", [bloc])]
    return next(objet for objet in objets if objet["@type"] == nature)


def engagement(numero: int, langue: str = "fr") -> Engagement:
    return Engagement.objects.get(numero=numero, locale__language_code=langue)


def chemin(numero: int, langue: str = "fr") -> str:
    page = EngagementsPage.objects.get(locale__language_code=langue)
    return f"{page.url}{numero}-{engagement(numero, langue).slug}/"


@pytest.fixture
def anglais(site_charge: None) -> Engagement:
    """Engagement 7 with an English wording of its own."""
    traduit = engagement(7, "en")
    traduit.intitule = "Report to members"
    traduit.save()
    return traduit


@pytest.mark.usefixtures("site_charge")
class TestAdresses:
    """Against the whole first site, loaded once."""

    def test_an_engagement_names_its_own_address_without_the_query(self, client):
        page = tete(client, f"{chemin(7)}?utm_source=lettre")
        assert canonique(page) == RACINE + chemin(7)
        assert page.find("meta", property="og:url")["content"] == RACINE + chemin(7)

    def test_an_engagement_is_titled_described_and_shared_as_itself(self, client):
        page = tete(client, chemin(7))
        intitule = engagement(7).intitule
        assert page.title.string == f"{intitule} – Coop’HLM"
        assert page.find("meta", property="og:title")["content"] == intitule
        assert page.find("meta", attrs={"name": "description"})["content"].startswith("Vous savez ce que")
        image = page.find("meta", property="og:image")["content"]
        assert client.get(image.removeprefix(RACINE)).headers["Content-Type"] == "image/png"

    def test_each_language_is_announced_with_its_own_wording_in_the_address(self, client, anglais):
        attendues = {
            "fr": RACINE + chemin(7),
            "en": f"{RACINE}/en/commitments/7-report-to-members/",
            "x-default": RACINE + chemin(7),
        }
        assert langues(tete(client, chemin(7))) == attendues
        assert langues(tete(client, chemin(7, "en"))) == attendues

    def test_an_engagement_without_published_translation_announces_no_language(self, client, anglais):
        anglais.unpublish()
        assert langues(tete(client, chemin(7))) == {}
        assert "/en/commitments/7-" not in client.get("/sitemap.xml").content.decode()

    def test_the_edition_in_force_has_one_address(self, client):
        assert canonique(tete(client, "/raison-d-etre/edition/2021/")) == f"{RACINE}/raison-d-etre/"
        assert canonique(tete(client, "/engagements/edition/2021/")) == f"{RACINE}/engagements/"
        ancienne = chemin(7).replace("/engagements/", "/engagements/edition/2021/")
        assert canonique(tete(client, ancienne)) == RACINE + chemin(7)

    def test_an_older_edition_is_told_apart_from_the_one_in_force(self, client):
        nouvelle = Referentiel.objects.get(code="2021", locale__language_code="fr")
        nouvelle.pk, nouvelle.code, nouvelle._state.adding = None, "2024", True
        nouvelle.translation_key, nouvelle.en_vigueur_du = "5e2f2d7f-6ed3-4b0f-8d0c-2f1c0b7b9c11", date(2024, 1, 1)
        nouvelle.save()
        page = tete(client, "/raison-d-etre/edition/2021/")
        assert canonique(page) == f"{RACINE}/raison-d-etre/edition/2021/"
        assert "édition 2021" in page.title.string
        assert langues(page)["en"].endswith("/edition/2021/")

    def test_the_home_page_says_who_publishes(self, client):
        page = tete(client, "/")
        assert donnees(page, "Organization")["name"] == FEDERATION
        assert donnees(page, "WebSite")["url"] == f"{RACINE}/"

    def test_the_engagements_are_a_set_of_defined_terms(self, client):
        ensemble = donnees(tete(client, "/engagements/"), "DefinedTermSet")
        assert [terme["termCode"] for terme in ensemble["hasDefinedTerm"]] == [str(n) for n in range(1, 13)]
        terme = donnees(tete(client, chemin(7)), "DefinedTerm")
        assert terme["url"] == ensemble["hasDefinedTerm"][6]["url"] == RACINE + chemin(7)
        assert terme["inDefinedTermSet"]["@id"] == ensemble["@id"]

    def test_the_way_up_to_an_engagement_is_told_in_order(self, client):
        fil = donnees(tete(client, chemin(7)), "BreadcrumbList")["itemListElement"]
        assert [etape["position"] for etape in fil] == [1, 2, 3]
        assert [etape["item"] for etape in fil] == [f"{RACINE}/", f"{RACINE}/engagements/", RACINE + chemin(7)]

    def test_a_wording_cannot_leave_the_structured_data(self, client):
        Engagement.objects.filter(pk=engagement(7).pk).update(intitule="</script><script>alert(1)</script> & <!--")
        adresse = chemin(7)
        page = tete(client, adresse)
        assert donnees(page, "DefinedTerm")["name"] == "</script><script>alert(1)</script> & <!--"
        assert b"<script>alert" not in client.get(adresse).content

    def test_the_site_map_lists_each_engagement_in_each_language(self, client, anglais):
        entrees = lire_plan(client)
        assert len([adresse for adresse in entrees if adresse.startswith(f"{RACINE}/engagements/")]) == 13
        assert entrees[RACINE + chemin(7)].langues == langues(tete(client, chemin(7)))

    def test_the_site_map_dates_a_page_by_what_it_shows(self, client):
        Engagement.objects.filter(pk=engagement(7).pk).update(last_published_at=datetime(2035, 3, 1, tzinfo=UTC))
        dates = {adresse: entree.jour for adresse, entree in lire_plan(client).items()}
        assert dates[f"{RACINE}/raison-d-etre/"] == dates[RACINE + chemin(7)] == "2035-03-01"
        assert dates[RACINE + chemin(6)] != "2035-03-01"

    def test_a_draft_engagement_is_told_to_nobody(self, client):
        page = tete(client, chemin(7))
        image = page.find("meta", property="og:image")["content"].removeprefix(RACINE)
        adresse = chemin(7)
        engagement(7).unpublish()
        assert client.get(adresse).status_code == 404
        assert client.get(image).status_code == 404
        assert adresse not in client.get("/sitemap.xml").content.decode()
