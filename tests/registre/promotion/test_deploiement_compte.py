"""Acts of deployment counted by act and region on a day, named with consent, exported by the Federation."""

import csv
import datetime
import io
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.models import Cooperative
from registre.promotion.deploiement.comptes import NOMS_MONTRES
from registre.promotion.models import Deploiement
from tests.raison_detre.conftest import site_charge  # noqa: F401 - a fixture of another room
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import faite, membre, navigateur
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory

D = datetime.date
BAROMETRE = "/registre/barometre/"
DEPLOYER = "/raison-d-etre/deployer/"
pytestmark = pytest.mark.django_db


def serie(**parametres: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The barometer's file: by act and region, how many out of how many."""
    reponse = Client().get(f"{BAROMETRE}deploiement.csv", parametres)
    assert reponse.status_code == 200
    lues = csv.DictReader(io.StringIO(reponse.content.decode()))
    return {(r["acte"], r["region"]): (r["cooperatives"], r["cooperatives_actives"]) for r in lues}


def coop(departement: str = "34", **champs: Any) -> Cooperative:
    return CooperativeFactory.create(code_departement=departement, **champs)


def test_each_act_is_counted_where_the_coop_is_from_the_day_it_was_done() -> None:
    faite(coop("34"), D(2024, 3, 1))
    faite(coop("13"), D(2024, 2, 29), acte="site")
    coop("34")
    for au, statuts, site in (("2024-02-28", "0", "0"), ("2024-02-29", "0", "1"), ("2024-03-01", "1", "1")):
        lue = serie(au=au)
        assert lue["statuts", "Occitanie"] == (statuts, "2")
        assert lue["site", "Provence-Alpes-Côte d'Azur"] == (site, "1")


def test_members_of_the_day_only_are_counted_consenting_or_not() -> None:
    partie = coop(membre_jusqu_au=D(2025, 12, 31))
    faite(partie)
    faite(coop(), affichage_consenti=True)
    assert serie(au="2025-12-31")["statuts", "Occitanie"] == ("2", "2")
    assert serie(au="2026-01-01")["statuts", "Occitanie"] == ("1", "1")


def test_the_page_says_what_its_file_says_and_asks_as_much_of_two_rows_as_of_many() -> None:
    def demander() -> int:
        with CaptureQueriesContext(connection) as requetes:
            lire(StrictClient(), BAROMETRE, au="2026-01-01")
        return len(requetes)

    faite(coop())
    demander()
    avant = demander()
    for rang in range(30):
        faite(coop(("13", "34", "75")[rang % 3]), acte=ActeDeDeploiement.values[rang % 4], affichage_consenti=True)
    assert demander() == avant

    lue = serie(au="2026-01-01")
    page = lire(StrictClient(), BAROMETRE, au="2026-01-01")
    for ligne in [mots(li) for li in page.select("#deploiement ~ ul li")][:-1]:
        region = ligne.partition(", ")[0]
        nombres = [lue[acte, region][0] for acte in ActeDeDeploiement.values]
        assert [ligne.rpartition(f"{acte.court} ")[2].partition(",")[0] for acte in ActeDeDeploiement] == nombres


def test_a_past_knowledge_is_answered_with_what_is_known_now_and_says_so() -> None:
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        faite(coop())
    with time_machine.travel(datetime.datetime(2026, 6, 20, 10, tzinfo=datetime.UTC), tick=False):
        page = lire(StrictClient(), BAROMETRE, connu_le="2026-06-16")
        lues = Client().get(f"{BAROMETRE}deploiement.csv", {"connu_le": "2026-06-16"}).content.decode()
    assert "lus tels qu’on les connaît aujourd’hui" in mots(page.main)
    assert lues.splitlines()[1].endswith(",2026-06-20")


def test_a_bad_day_is_refused_in_words() -> None:
    assert Client().get(f"{BAROMETRE}deploiement.csv?au=demain").status_code == 400


class TestFicheDeLaCoop:
    def texte(self, cooperative: Cooperative, **question: str) -> str:
        return mots(lire(StrictClient(), f"/registre/{cooperative.slug}/", **question).main)

    def test_shows_what_was_agreed_on_from_its_day_and_the_proof_only_if_agreed(self) -> None:
        elle = coop()
        ligne = faite(elle, D(2024, 3, 1), adresse="https://www.example.org/preuve")
        assert "Ce qu’elle a fait de la Raison d’être" not in self.texte(elle)
        Deploiement.objects.update(affichage_consenti=True)
        page = lire(StrictClient(), f"/registre/{elle.slug}/")
        assert "L’écrire dans les statuts, le 1er mars 2024" in mots(page.main)
        assert ligne.adresse not in str(page)
        Deploiement.objects.update(preuve_montree=True)
        assert ligne.adresse in str(lire(StrictClient(), f"/registre/{elle.slug}/"))
        assert "Ce qu’elle a fait" not in self.texte(elle, au="2024-02-29")


@pytest.mark.usefixtures("site_charge")
class TestPages:
    def test_nothing_declared_is_said_in_words_and_no_table_is_empty(self) -> None:
        page = lire(StrictClient(), DEPLOYER)
        assert mots(page.main).count("Aucune coopérative n’a encore déclaré l’avoir fait.") == 4
        assert not page.select(".deploiement__regions")
        assert "Elle se déploie" in mots(lire(StrictClient(), "/raison-d-etre/").main)

    def test_names_are_shown_with_consent_and_the_others_are_counted(self) -> None:
        nommee, tue = coop(nom="Coop nommée"), coop(nom="Coop tue")
        faite(nommee, affichage_consenti=True)
        faite(tue)
        page = mots(lire(StrictClient(), DEPLOYER).main)
        assert "2 coopératives sur 2 déclarent l’avoir fait." in page
        assert "Coop nommée (fictive), et 1 autre" in page
        assert "Coop tue" not in page
        manifeste = lire(StrictClient(), "/raison-d-etre/")
        assert "L’écrire dans les statuts : 2 sur 2" in mots(manifeste.select_one("#deploiement ~ div"))

    def test_the_pages_ask_as_much_of_two_rows_as_of_many(self) -> None:
        def demander(adresse: str) -> int:
            with CaptureQueriesContext(connection) as requetes:
                lire(StrictClient(), adresse)
            return len(requetes)

        faite(coop(), affichage_consenti=True)
        for adresse in (DEPLOYER, "/raison-d-etre/"):
            demander(adresse)
        avant = [demander(adresse) for adresse in (DEPLOYER, "/raison-d-etre/")]
        for _rang in range(NOMS_MONTRES + 5):
            faite(coop(), affichage_consenti=True)
        assert [demander(adresse) for adresse in (DEPLOYER, "/raison-d-etre/")] == avant
        assert "et 6 autres" in mots(lire(StrictClient(), DEPLOYER).main)


@pytest.fixture
def groupes() -> None:
    call_command("synchroniser_groupes", verbosity=0)


@pytest.mark.usefixtures("groupes")
class TestAdmin:
    """What the Federation reads of it, and may not write."""

    @property
    def liste(self) -> str:
        return reverse("wagtailsnippets_promotion_deploiement:list")

    def lignes(self, **filtres: str) -> list[str]:
        client = navigateur(UserFactory.create(edition=True))
        page = lire(client, self.liste, **filtres)
        return [mots(ligne) for ligne in page.select("table.listing tbody tr")]

    def test_every_group_reads_and_nobody_writes(self) -> None:
        ligne = faite(coop())
        noms = [f"wagtailsnippets_promotion_deploiement:{nom}" for nom in ("edit", "delete")]
        for groupe in ("edition", "publication", "administration"):
            client = navigateur(UserFactory.create(**{groupe: True}))
            assert client.get(self.liste).status_code == 200
            for nom in noms:
                assert client.post(reverse(nom, args=[ligne.pk]), {"fait_le": "2024-01-01"}).status_code in {302, 403}
        assert navigateur(membre(coop())).get(self.liste).status_code in {302, 403}
        ligne.refresh_from_db()
        assert ligne.fait_le == D(2024, 3, 1)

    @pytest.mark.page
    def test_it_is_filtered_by_act_region_and_proof(self) -> None:
        faite(coop("34", nom="Avec preuve"), adresse="https://www.example.org/p")
        faite(coop("13", nom="Sans preuve"), acte="site")
        assert len(self.lignes()) == 2
        for filtre in ({"acte": "statuts"}, {"region": "76"}, {"avec_preuve": "true"}):
            [seule] = self.lignes(**filtre)
            assert "Avec preuve" in seule
        [seule] = self.lignes(avec_preuve="false")
        assert "Sans preuve" in seule

    def test_exports_are_in_french_at_paris_time_and_hold_no_formula(self) -> None:
        ligne = faite(coop(), D(2024, 2, 29), adresse="https://www.example.org/p")
        Deploiement.objects.update(declare_le=datetime.datetime(2026, 1, 1, 23, 30, tzinfo=datetime.UTC))
        client = navigateur(UserFactory.create(administration=True))

        lu = client.get(self.liste, {"export": "csv"})
        [rangee] = csv.DictReader(io.StringIO(lu.getvalue().decode("utf-8-sig")))
        assert rangee["SIREN"] == ligne.cooperative.siren
        assert rangee["Acte"] == "l’écrire dans les statuts"
        assert rangee["Fait le"] == "29/02/2024"
        assert rangee["Preuve"] == "oui"
        assert rangee["Affichage accepté"] == "non"
        assert rangee["Déclaré le (heure de Paris)"] == "02/01/2026 00:30"

        classeur = client.get(self.liste, {"export": "xlsx"})
        feuille = openpyxl.load_workbook(io.BytesIO(classeur.getvalue())).active
        assert feuille is not None
        assert feuille["A1"].value == "SIREN"

    def test_one_declaration_tells_its_history(self) -> None:
        elle = coop()
        auteur = membre(elle)
        navigateur(auteur).post(f"/espace/{elle.slug}/deployer/statuts/", {"revision": "0", "fait_le": "01/03/2024"})
        vue = reverse("wagtailsnippets_promotion_deploiement:inspect", args=[Deploiement.objects.get().pk])
        page = mots(lire(navigateur(UserFactory.create(edition=True)), vue).body)
        assert "Déclaré" in page
        assert str(auteur) in page
