"""`/recherche/` on the whole site: grouped, marked, in the reader's language, the same cost for few or many."""

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale

from raison_detre.models import Engagement, ManifestePage, Referentiel
from registre.models import Cooperative
from socle.models import RechercheSansResultat, Trouvable
from socle.recherche import vaines
from tests.raison_detre.conftest import A_MIDI
from tests.registre.factories import CooperativeFactory, siren_fictif
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture(scope="class")
def site_indexe(registre_charge: datetime.date) -> datetime.date:
    """The register on 15 June 2026, its index up to date."""
    call_command("charger_traduction", stdout=StringIO())
    call_command("charger_synonymes", stdout=StringIO())
    call_command("reindexer", stdout=StringIO())
    return registre_charge


@pytest.fixture
def midi(site_indexe: datetime.date) -> Any:
    """It is noon on the day of the register."""
    with time_machine.travel(A_MIDI, tick=False):
        yield site_indexe


def lire(chemin: str = "/recherche/", **parametres: Any) -> BeautifulSoup:
    reponse = StrictClient().get(chemin, parametres)
    assert reponse.status_code == 200
    return BeautifulSoup(reponse.content, "lxml")


def groupes(page: BeautifulSoup) -> dict[str, int]:
    """The groups shown, each with its count."""
    return {
        str(section["aria-labelledby"]).removeprefix("genre-"): int(section.select_one(".trouves__nombre").text)
        for section in page.select("section.trouves[aria-labelledby^=genre]")
    }


def a_zanzibar(combien: int) -> None:
    """Add coops of a town that no other is in."""
    deja = Cooperative.objects.count()
    for rang in range(deja, deja + combien):
        CooperativeFactory.create(commune="Zanzibar", siren=siren_fictif(50_000 + rang), slug=f"zanzibar-{rang}")


@pytest.mark.usefixtures("midi")
class TestUneRecherche:
    def test_results_are_grouped_by_kind_and_counted(self):
        page = lire(q="coopérative")
        assert {"pages", "engagements"} <= groupes(page).keys()
        assert all(len(section.select(".trouve")) <= 5 for section in page.select("section.trouves"))

    def test_a_coop_is_found_by_its_town_and_says_its_status_on_today(self):
        cooperative = Cooperative.objects.order_by("pk").first()
        assert cooperative is not None
        trouvees = lire(q=cooperative.siren).select("[aria-labelledby=genre-cooperatives] .trouve")
        assert [ligne.h3.a["href"] for ligne in trouvees] == [f"/registre/{cooperative.slug}/"]
        assert trouvees[0].select_one(".statut").text.strip()
        assert "fictive" in trouvees[0].text
        assert groupes(lire(q=cooperative.commune))["cooperatives"] >= 1

    def test_the_passage_is_marked_and_escaped(self):
        marques = [marque.text.lower() for marque in lire(q="locataires").select("mark")]
        assert marques
        assert all(marque.startswith("locataire") for marque in marques)
        assert not lire(q="<script>alert(1)</script> logement").select("main script")

    def test_english_pages_find_english_texts_and_coops_at_their_english_address(self):
        cooperative = Cooperative.objects.order_by("pk").first()
        assert cooperative is not None
        page = lire("/en/recherche/", q=cooperative.siren)
        assert page.select_one(".trouve a")["href"] == f"/en/registre/{cooperative.slug}/"
        engagements = lire("/en/recherche/", q="commitments").select(".trouve a")
        assert engagements
        assert all(str(lien["href"]).startswith("/en/") for lien in engagements)

    def test_one_kind_has_its_pages(self):
        premiere = lire(q="fictif", genre="cooperatives")
        assert list(groupes(premiere)) == ["cooperatives"]
        assert len(premiere.select(".trouve")) == 20
        suite = premiere.select_one("a[rel=next]")
        assert suite is not None
        seconde = lire("/recherche/" + str(suite["href"]).removeprefix("/recherche/"))
        assert not {a["href"] for a in premiere.select(".trouve a")} & {a["href"] for a in seconde.select(".trouve a")}
        assert lire(q="fictif", genre="cooperatives", page=9999).select(".trouve")

    def test_what_depends_on_the_day_needs_no_job(self):
        assert "engagements" in groupes(lire(q="engagement 1"))
        Referentiel._base_manager.update(en_vigueur_du=datetime.date(2030, 1, 1))  # around the lock
        assert "engagements" not in groupes(lire(q="engagement 1"))

    @pytest.mark.parametrize("page", ["", "0", "-1", "abc", "9" * 400, "\u0661"])
    def test_an_odd_address_is_answered_as_if_it_did_not_say_it(self, page):
        assert groupes(lire(q="logement", page=page, genre="rien")) == groupes(lire(q="logement")) != {}
        lue, premiere = lire(q="fictif", genre="cooperatives", page=page), lire(q="fictif", genre="cooperatives")
        assert lue.select(".trouve") == premiere.select(".trouve") != []

    @pytest.mark.parametrize("q", ["", " ", "a" * 5000, '"', "*", "NEAR(", "%", "_", "\0", "🏠", "\u202eس"])
    def test_whatever_is_typed_is_answered(self, q):
        lire(q=q)
        assert StrictClient().get("/recherche/completion/", {"q": q}).status_code == 200

    def test_a_typo_is_said(self):
        assert "au lieu de «" in lire(q="locatiare").text

    def test_completion_proposes_titles_of_every_kind(self):
        nom = str(Cooperative.objects.order_by("pk").first())
        reponse = StrictClient().get("/recherche/completion/", {"q": nom[:-2]})
        propositions = reponse.json()["propositions"]
        assert 1 <= len(propositions) <= 8
        assert set(propositions[0]) == {"titre", "genre", "adresse"}

    def test_the_page_is_the_same_for_all_and_for_no_search_engine(self):
        reponse = StrictClient().get("/recherche/", {"q": "logement"})
        assert "public" in reponse.headers["Cache-Control"]
        assert not reponse.cookies
        page = BeautifulSoup(reponse.content, "lxml")
        assert "noindex" in page.select_one("meta[name=robots]")["content"]
        assert page.select_one("link[rel=canonical]")["href"].endswith("/recherche/")

    def test_few_or_many_results_cost_the_same_queries(self):
        def requetes() -> int:
            with CaptureQueriesContext(connection) as lues:
                assert groupes(lire(q="zanzibar"))["cooperatives"]
            return len(lues)

        a_zanzibar(2)
        call_command("reindexer", stdout=StringIO())
        requetes()
        peu = requetes()
        a_zanzibar(200)
        call_command("reindexer", stdout=StringIO())
        assert requetes() == peu
        assert peu <= 20

    def test_every_page_leads_to_the_search_and_a_lost_reader_has_the_box(self):
        accueil = lire("/")
        assert accueil.select_one("header a[href='/recherche/']")
        perdu = BeautifulSoup(StrictClient().get("/rien/").content, "lxml")
        assert perdu.select_one("main form[action='/recherche/'] input[name=q]")

    def test_an_engagement_withdrawn_is_found_no_more(self, django_capture_on_commit_callbacks):
        engagement = Engagement.objects.sources().get(numero=1)
        assert Trouvable.objects.filter(genre="engagements", objet=engagement.pk).exists()
        with django_capture_on_commit_callbacks(execute=True):
            engagement.unpublish()
        assert not Trouvable.objects.filter(genre="engagements", objet=engagement.pk).exists()

    def test_axes_lose_their_address_with_their_page(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            ManifestePage.objects.get(locale=Locale.get_default()).unpublish()
        assert not Trouvable.objects.filter(genre="axes", langue="fr").exists()


@pytest.mark.usefixtures("midi")
class TestPromotions:
    def test_promoted_results_come_first_whatever_the_form_of_the_word(self):
        page = ManifestePage.objects.get(locale=Locale.get_default())
        SearchPromotion.objects.create(query=Query.get("loyer"), page=page, description="Le texte.", sort_order=1)
        lue = lire(q="loyers")
        assert lue.select_one(".trouves h3 a")["href"] == page.get_url()
        assert "Le texte." in lue.text
        page.unpublish()
        assert "Le texte." not in lire(q="loyers").text


@pytest.mark.usefixtures("midi")
class TestRecherchesVaines:
    def test_what_finds_nothing_is_counted_by_day_and_says_what_to_try(self):
        for q in ("Zzyzx", "zzyzx", "logement"):
            page = lire(q=q)
        assert [*RechercheSansResultat.objects.values_list("texte", "nombre", "jour")] == [
            ("zzyzx", 2, timezone.localdate())
        ]
        assert "zzyzx" in lire(q="zzyzx").select_one("[aria-labelledby=rien]").text
        assert page.select(".trouve")

    @pytest.mark.parametrize("q", ["jean@zzyzx.example", "zzyzx 06 12 34 56 78", "06.12.34.56.78 zzyzx", "z" * 150])
    def test_what_may_be_someone_s_is_not_kept(self, q):
        lire(q=q)
        assert not RechercheSansResultat.objects.exists()

    def test_a_database_that_only_reads_still_answers(self, monkeypatch):
        def refuser(*_args: Any, **_options: Any) -> None:
            raise DatabaseError("read only")

        monkeypatch.setattr(RechercheSansResultat.objects, "filter", refuser)
        assert lire(q="zzyzx").select("[aria-labelledby=rien]")

    def test_a_robot_fills_no_table(self, monkeypatch):
        monkeypatch.setattr(vaines, "PAR_JOUR", 2)
        for lettre in "abcd":
            lire(q=f"zzyzx{lettre * 4}")
        assert RechercheSansResultat.objects.count() == 2

    def test_ninety_days_are_read_and_the_rest_is_forgotten(self):
        aujourdhui = timezone.localdate()
        for jours in (0, 89, 90, 200):
            RechercheSansResultat.objects.create(texte=f"a{jours}", jour=aujourdhui - datetime.timedelta(days=jours))
        assert [ligne["texte"] for ligne in vaines.par_texte(aujourdhui)] == ["a0", "a89"]
        sortie = StringIO()
        call_command("purger_recherches", stdout=sortie)
        assert "2 lignes" in sortie.getvalue()
        assert RechercheSansResultat.objects.count() == 2
