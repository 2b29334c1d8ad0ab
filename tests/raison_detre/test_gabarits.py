"""What a visitor reads on the pages of the Raison d'être, and what reading them costs."""

import datetime
import re

import pytest
import yaml
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from raison_detre.models import AccueilPage, DemarchePage, Engagement, EngagementsPage, ManifestePage, Referentiel
from tests.raison_detre.conftest import REFERENTIEL

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]

PAGES = (AccueilPage, ManifestePage, EngagementsPage, DemarchePage)
REQUETES_PERMISES = 12


def adresse(modele: type[Page], langue: str = "fr") -> str:
    """The address of the only page of this type in this language."""
    return modele.objects.get(locale__language_code=langue).url


def lire(client: Client, chemin: str) -> BeautifulSoup:
    """The page at this address, which must answer."""
    reponse = client.get(chemin)
    assert reponse.status_code == 200, chemin
    return BeautifulSoup(reponse.content, "lxml")


def requetes_a_froid(client: Client, chemin: str) -> int:
    """How many queries this page costs the first visitor of a process that has just started."""
    for cache in caches.all():
        cache.clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as requetes:
        lire(client, chemin)
    return len(requetes)


def texte(element: BeautifulSoup) -> str:
    """The words a reader sees, every kind of space made an ordinary one."""
    return re.sub(r"\s+", " ", element.get_text()).strip()


def publie() -> dict:
    return yaml.safe_load(REFERENTIEL.read_text("utf-8"))


@pytest.mark.usefixtures("site_charge")
class TestPagesLues:
    """Against the whole first site, loaded once."""

    def test_the_home_page_opens_on_the_title_and_leads_to_each_axis(self, client):
        page = lire(client, "/")
        assert texte(page.h1) == publie()["referentiel"]["titre"]
        manifeste = adresse(ManifestePage)
        portes = [lien["href"] for lien in page.select(".porte__lien")]
        assert portes == [f"{manifeste}#axe-{numero}" for numero in (1, 2, 3)]

    def test_every_axis_has_its_anchor_number_word_and_engagements_in_the_manifesto(self, client):
        page = lire(client, adresse(ManifestePage))
        for axe in publie()["axes"]:
            section = page.find(id=f"axe-{axe['numero']}")
            assert texte(section.h2) == f"Axe {axe['numero']} : {axe['titre_manifeste']}"
            assert [texte(ligne) for ligne in section.select(".sommaire__lien")] == [
                engagement["intitule"] for engagement in axe["engagements"]
            ]

    def test_the_paragraphs_of_the_manifesto_are_published_to_the_letter(self, client):
        page = lire(client, adresse(ManifestePage))
        lus = [texte(paragraphe) for paragraphe in page.select(".manifeste__texte > p")]
        assert lus == [paragraphe for axe in publie()["axes"] for paragraphe in axe["texte"]]

    def test_the_manifesto_says_when_it_was_adopted_and_offers_its_two_files(self, client):
        page = lire(client, adresse(ManifestePage))
        assert page.select_one(".manifeste__date time")["datetime"] == "2021-09-09"
        fichiers = [lien["href"] for lien in page.select(".action[type='application/pdf']")]
        assert fichiers == [adresse(ManifestePage) + nom for nom in ("texte.pdf", "affiche.pdf")]

    def test_the_french_text_is_not_said_to_prevail_over_itself(self, client):
        assert "fait foi" not in texte(lire(client, adresse(ManifestePage)).main)

    def test_the_english_manifesto_says_that_the_french_text_prevails(self, client):
        assert lire(client, adresse(ManifestePage, "en")).select_one(".manifeste__tete .encadre")

    def test_every_engagement_of_the_index_leads_to_its_own_page(self, client):
        liens = lire(client, adresse(EngagementsPage)).select(".sommaire__lien")
        for numero, lien in enumerate(liens, start=1):
            page = lire(client, lien["href"])
            assert texte(page.h1) == f"Engagement {numero} : {texte(lien)}"
        assert len(liens) == 12

    def test_an_engagement_leads_to_its_neighbours_and_the_ends_stop_there(self, client):
        liens = lire(client, adresse(EngagementsPage)).select(".sommaire__lien")
        voisins = [[lien["href"] for lien in lire(client, lien["href"]).select(".voisin")] for lien in liens]
        adresses = [lien["href"] for lien in liens]
        assert voisins[0] == [adresses[1]]
        assert voisins[5] == [adresses[4], adresses[6]]
        assert voisins[11] == [adresses[10]]

    def test_an_engagement_not_yet_explained_says_so(self, client):
        Engagement.objects.filter(numero=4).update(ce_que_cela_change="", reperes="", exemples_indicateurs=[])
        page = lire(client, lire(client, adresse(EngagementsPage)).select(".sommaire__lien")[3]["href"])
        parties = ("ce-que-cela-change", "reperes", "indicateurs")
        assert all(page.find(id=partie).find_next_sibling("div").select_one(".vide") for partie in parties)

    def test_an_indicator_is_shown_with_its_kind_in_words(self, client):
        exemple = [{"type": "indicateur", "value": {"nom": "Heures", "nature": "ressources_humaines", "unite": ""}}]
        Engagement.objects.filter(numero=1).update(exemples_indicateurs=exemple)
        page = lire(client, lire(client, adresse(EngagementsPage)).select(".sommaire__lien")[0]["href"])
        assert [texte(case) for case in page.select(".table tbody tr > *")] == ["Heures", "ressources humaines", "–"]

    def test_the_figures_of_the_approach_follow_the_edition(self, client):
        Referentiel.objects.update(
            engagements_minimum=7,
            indicateurs_minimum_par_engagement=3,
            points_etape_mois=[1, 4, 9],
            duree_label_mois=24,
        )
        page = lire(client, adresse(DemarchePage))

        assert [texte(valeur) for valeur in page.select(".regles .chiffre__valeur")] == ["7", "2", "3"]

        quand = [texte(moment) for moment in page.select(".frise__quand")]
        assert [moment for moment in quand if moment.endswith("mois après l’admissibilité")] == [
            f"{mois} mois après l’admissibilité" for mois in (1, 4, 9)
        ]
        assert "24 mois après l’octroi" in quand
        assert "24 mois, soit 2 ans" in texte(page.select_one(".frise"))

    def test_figures_agree_with_their_words(self, client):
        Referentiel.objects.update(engagements_minimum_par_axe=1, duree_label_mois=12, point_mi_parcours_mois=6)
        page = lire(client, adresse(DemarchePage))
        assert "engagement au moins dans chaque axe" in texte(page.select_one(".regles"))
        assert "soit 1 an." in texte(page.select_one(".frise"))

    def test_a_label_that_does_not_last_whole_years_is_told_in_months_only(self, client):
        Referentiel.objects.update(duree_label_mois=30)
        assert "pour 30 mois." in texte(lire(client, adresse(DemarchePage)).select_one(".frise"))

    def test_the_site_map_shows_every_public_page_and_the_engagements(self, client):
        plan = Page.objects.get(slug="plan-du-site")
        liens = {lien["href"] for lien in lire(client, plan.url).select(".plan a")}
        pages = Page.objects.live().filter(locale__language_code="fr", depth__gt=1)
        engagements = {lien["href"] for lien in lire(client, adresse(EngagementsPage)).select(".sommaire__lien")}
        vues = {f"{adresse(ManifestePage)}deployer/", f"{adresse(DemarchePage)}simulateur/"}
        assert liens == {page.url for page in pages} | engagements | vues

    def test_an_unpublished_page_leaves_the_site_map(self, client):
        Page.objects.filter(slug="demarche").update(live=False)
        plan = Page.objects.get(slug="plan-du-site")
        assert "/demarche/" not in {lien["href"] for lien in lire(client, plan.url).select(".plan a")}

    def test_an_older_edition_says_so_and_keeps_its_links_inside_it(self, client):
        Referentiel.objects.create(
            **{
                champ: valeur
                for champ, valeur in Referentiel.objects.sources().values().get().items()
                if champ not in {"id", "code", "translation_key", "en_vigueur_du"}
            },
            code="2026",
            en_vigueur_du=datetime.date(2026, 1, 1),
        )
        page = lire(client, f"{adresse(EngagementsPage)}edition/2021/")

        assert page.select_one(".encadre--attention")

        premier = page.select_one(".sommaire__lien")["href"]
        assert premier.startswith(f"{adresse(EngagementsPage)}edition/2021/1-")
        assert lire(client, premier).select_one(".encadre--attention")

    @pytest.mark.parametrize("langue", ["fr", "en"])
    @pytest.mark.parametrize("modele", [AccueilPage, ManifestePage, EngagementsPage])
    def test_a_page_costs_at_most_twelve_queries_when_nothing_is_cached(self, client, modele, langue):
        assert requetes_a_froid(client, adresse(modele, langue)) <= REQUETES_PERMISES

    @pytest.mark.parametrize("langue", ["fr", "en"])
    def test_an_engagement_costs_at_most_twelve_queries_when_nothing_is_cached(self, client, langue):
        chemin = lire(client, adresse(EngagementsPage, langue)).select_one(".sommaire__lien")["href"]
        assert requetes_a_froid(client, chemin) <= REQUETES_PERMISES

    @pytest.mark.parametrize("modele", PAGES)
    @pytest.mark.parametrize("langue", ["fr", "en"])
    def test_a_page_is_the_same_for_everyone_and_sets_no_cookie(self, client, modele, langue):
        reponse = client.get(adresse(modele, langue))
        assert "Set-Cookie" not in reponse
        assert "Cookie" not in reponse.headers.get("Vary", "")

    @pytest.fixture
    def sans_edition(self):
        """No edition is in force yet."""
        Referentiel.objects.update(en_vigueur_du=datetime.date(2999, 1, 1))

    @pytest.mark.usefixtures("sans_edition")
    @pytest.mark.parametrize("modele", PAGES)
    def test_a_page_says_that_nothing_is_published_yet(self, client, modele):
        assert lire(client, adresse(modele)).select_one(".vide")

    @pytest.mark.usefixtures("sans_edition")
    def test_the_site_map_stands_without_an_edition(self, client):
        assert lire(client, Page.objects.get(slug="plan-du-site").url).select(".plan a")
