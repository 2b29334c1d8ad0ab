"""The simulator: what a choice lacks, said as one chooses, kept in the address, by the rules of a filing."""

import datetime
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from raison_detre.models import DemarchePage, Engagement, PageEditoriale, Referentiel
from registre.composition import manques
from registre.models import Indicateur, Membre, Role
from registre.models.indicateur import Visibilite
from registre.operations import OperationRefusee, deposer
from tests.raison_detre.conftest import site_charge  # noqa: F401 - a fixture of another room
from tests.registre.factories import CooperativeFactory, choix
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory

PAGE = "/demarche/simulateur/"
pytestmark = pytest.mark.django_db


def cles(*numeros: int) -> list[str]:
    par_numero = dict(Engagement.objects.filter(locale__language_code="fr").values_list("numero", "cle"))
    return [par_numero[numero] for numero in numeros]


def simuler(*demandees: str, adresse: str = PAGE) -> BeautifulSoup:
    reponse = StrictClient().get(adresse, {"engagements": list(demandees)})
    assert reponse.status_code == 200
    return BeautifulSoup(reponse.content, "lxml")


def manquants(page: BeautifulSoup) -> list[str]:
    return [mots(ligne) for ligne in page.select(".simulateur__manques > li")]


def coches(page: BeautifulSoup) -> set[str]:
    return {str(case["value"]) for case in page.select("[name=engagements][checked]")}


@pytest.mark.rendu
@pytest.mark.usefixtures("site_charge")
class TestChoisir:
    def test_nothing_chosen_says_all_that_is_asked(self) -> None:
        page = lire(StrictClient(), PAGE)
        assert mots(page.select_one("#bilan-phrase")).endswith(" : il manque 4 choses.")
        assert "il en faut au moins 8" in manquants(page)[0]
        assert [manque[:5] for manque in manquants(page)[1:]] == ["Axe 1", "Axe 2", "Axe 3"]
        assert len(page.select("[name=engagements]")) == Engagement.objects.filter(locale__language_code="fr").count()
        assert mots(page.select_one("form.simulateur button[type=submit]")) == "Actualiser"

    def test_what_is_missing_is_what_a_filing_would_be_refused_for(self) -> None:
        edition = Referentiel.objects.sources().get()
        axe_de = dict(Engagement.objects.filter(referentiel=edition).values_list("numero", "axe__numero"))
        for numeros in [(), (1,), (1, 2, 3, 4), (1, 2, 3, 4, 5, 6, 7), tuple(axe_de)]:
            attendus = manques(edition.regles, choix(*numeros) if numeros else [], axe_de)
            assert manquants(simuler(*cles(*numeros))) == [mots_de(texte) for texte in attendus]

    def test_a_choice_that_holds_says_so_and_what_remains(self) -> None:
        choisis = cles(*sorted(Engagement.objects.values_list("numero", flat=True)))
        page = simuler(*choisis)
        assert coches(page) == set(choisis)
        assert "respecte les règles" in mots(page.select_one("#bilan-phrase"))
        assert manquants(page) == []
        assert "au moins 1 indicateur" in mots(page.select_one("#bilan-corps"))

    def test_the_minimums_are_those_of_the_edition(self) -> None:
        Referentiel.objects.update(engagements_minimum=3, engagements_minimum_par_axe=1)
        page = lire(StrictClient(), PAGE)
        assert "il en faut au moins 3" in manquants(page)[0]
        assert {mots(compte).partition(" : ")[2] for compte in page.select(".simulateur__comptes > li")} == {
            "0 sur 3 au moins",
            "0 sur 1 au moins",
        }

    def test_a_page_without_rules_says_so(self) -> None:
        Referentiel.objects.update(en_vigueur_du=datetime.date(2999, 1, 1))
        assert "ne sont pas encore publiées" in mots(lire(StrictClient(), PAGE).main)


@pytest.mark.rendu
@pytest.mark.usefixtures("site_charge")
class TestAdresse:
    def test_keys_that_the_edition_does_not_have_are_said_and_left_aside(self) -> None:
        page = simuler(*cles(1), "inconnue", "<b>gras</b>", "inconnue", "x" * 500, "\0\u202e", *cles(1))
        assert coches(page) == set(cles(1))
        dit = mots(page.select_one(".encadre--attention"))
        assert dit.count("inconnue") == 1
        assert "<b>gras</b>" in dit
        assert "x" * 81 not in dit

    def test_thousands_of_keys_are_counted_not_listed(self) -> None:
        page = simuler(*[f"cle-inconnue-{n}" for n in range(900)])
        assert "et 895 autres" in mots(page.select_one(".encadre--attention"))

    def test_a_choice_is_one_page_for_search_engines(self) -> None:
        page = simuler(*cles(1, 2))
        assert page.select_one("link[rel=canonical]")["href"].endswith(PAGE)
        assert page.select_one("meta[name=robots]")["content"].startswith("noindex")
        assert lire(StrictClient(), PAGE).select_one("meta[name=robots]") is None

    def test_it_is_read_in_english_with_the_same_choice(self) -> None:
        call_command("charger_traduction", stdout=StringIO())
        page = simuler(*cles(1))
        lien = page.select_one(".langues a[lang=en]")["href"]
        anglaise = DemarchePage.objects.get(locale__language_code="en")
        assert lien.startswith(f"{anglaise.get_url()}simulateur/?engagements=")
        assert coches(lire(StrictClient(), lien)) == set(cles(1))

    def test_the_pages_that_speak_of_choosing_lead_to_it(self) -> None:
        for adresse in ("/demarche/", "/engagements/", "/raison-d-etre/", "/plan-du-site/"):
            assert lire(StrictClient(), adresse).select(f'main a[href="{PAGE}"]'), adresse
        assert PAGE in StrictClient().get("/sitemap.xml").content.decode()

    def test_no_page_may_stand_at_its_address(self) -> None:
        demarche = DemarchePage.objects.get(locale__language_code="fr")
        intruse = PageEditoriale(title="Simulateur", slug="simulateur", locale=demarche.locale)
        with pytest.raises(Exception, match="déjà une adresse du site"):
            demarche.add_child(instance=intruse)


class TestSuite:
    @pytest.mark.usefixtures("site_charge")
    def test_the_choice_follows_into_the_space_after_log_in(self) -> None:
        page = simuler(*cles(1, 2))
        lien = page.select_one("#bilan-corps a.bouton")["href"]
        assert parse_qs(urlsplit(lien).query)["engagements"] == cles(1, 2)

        connexion = Client().get(lien).headers["Location"]
        assert parse_qs(urlsplit(connexion).query)["next"] == [lien]

        membre = Membre.objects.create(
            user=UserFactory.create(),
            cooperative=CooperativeFactory.create(slug="coop-a"),
            role=Role.REFERENT,
            depuis=datetime.date(2026, 1, 1),
        )
        elle = Client()
        elle.force_login(membre.user)
        assert elle.get(lien).headers["Location"] == f"/espace/coop-a/candidature/reprendre/?{urlsplit(lien).query}"

    @pytest.mark.usefixtures("site_charge")
    def test_a_filing_refuses_what_the_simulator_says_is_missing(self) -> None:
        edition = Referentiel.objects.sources().get()
        page = simuler(*cles(1, 2, 3))
        with pytest.raises(OperationRefusee) as refus:
            deposer(
                CooperativeFactory.create().pk,
                referentiel=edition,
                choix=choix(1, 2, 3),
                par=None,
                le=datetime.date(2026, 1, 5),
            )
        assert manquants(page) == [mots_de(message) for message in refus.value.messages]


def mots_de(texte: str) -> str:
    return mots(BeautifulSoup(texte.replace("'", "’").replace(" :", "\u00a0:"), "lxml"))


@pytest.mark.usefixtures("registre_charge")
class TestIndicateurs:
    def test_indicators_are_public_ones_of_coops_labelled_today(self) -> None:
        page = lire(StrictClient(), PAGE)
        montres = {mots(li).rpartition(",")[0] for li in page.select(".simulateur__details li")}
        assert montres
        assert page.select_one(".demonstration")  # they are of coops that do not exist

        Indicateur.objects.update(visibilite=Visibilite.PRIVEE)
        assert not lire(StrictClient(), PAGE).select(".simulateur__details li")

    def test_a_filing_that_waits_shows_nothing(self, registre_charge: datetime.date) -> None:
        marque = "Indicateur que personne ne doit lire"
        attend: Any = Indicateur.objects.filter(engagement_pris__candidature__labels__isnull=True)
        assert attend.update(nom=marque) > 0
        assert marque not in StrictClient().get(PAGE).content.decode()

    def test_it_asks_as_much_of_the_database_whatever_is_chosen(self) -> None:
        client = StrictClient()
        client.get(PAGE)
        comptes = []
        for choisis in ([], cles(1), cles(1, 2, 3, 5, 6, 8, 9, 10)):
            with CaptureQueriesContext(connection) as requetes:
                client.get(PAGE, {"engagements": choisis})
            comptes.append(len(requetes))
        assert len(set(comptes)) == 1
        assert comptes[0] <= 12
