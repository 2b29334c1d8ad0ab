"""The catalogue of indicators: kept by the Federation, taken by coops, frozen as words with what was filed."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from registre.dossier.contenu import de_json
from registre.dossier.models import IndicateurDuCatalogue, Version
from registre.models import Cooperative
from tests.registre.dossier.monde import (
    INDICATEUR,
    RACINE,
    commencer,
    coop_a,
    deposer,
    garder,
    octets,
    referente,
    remplir,
)
from tests.registre.lecture import lire, mots
from tests.registre.test_administration import connecte

pytestmark = pytest.mark.django_db

ETAPE = "engagements/cle-1"
LISTE = "/admin/snippets/dossier/indicateurducatalogue/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier complete."""
    client = referente(coop)
    commencer(client)
    remplir(client)
    return client


def propose(**champs: Any) -> IndicateurDuCatalogue:
    """An indicator that the catalogue proposes for the first engagement."""
    defauts = {"engagement": "cle-1", "nom": "Part des votants", "unite": "%", "definition": "Présents ou représentés."}
    return IndicateurDuCatalogue.objects.create(**defauts | champs)


def champ(client: Client, nom: str) -> str:
    """What a field of the engagement's step holds."""
    [trouve] = lire(client, f"{RACINE}{ETAPE}/").select(f"[name=indicateurs-0-{nom}]")
    return str(trouve.get("value", ""))


def test_an_empty_catalogue_says_so_and_asks_nothing_more(elle: Client) -> None:
    page = lire(elle, f"{RACINE}{ETAPE}/")
    assert "ne propose encore rien pour cet engagement" in mots(page.main)
    assert page.select("[name=indicateurs-0-catalogue]") == []


def test_choosing_one_fills_its_title_and_unit_and_replaces_nothing_typed(elle: Client) -> None:
    un = propose()
    vide = dict.fromkeys(INDICATEUR, "") | {"indicateurs-nombre": "1", "pourquoi": "Parce que."}
    choisi = {"indicateurs-0-catalogue": un.cle, "indicateurs-0-valeur": "12,5"}
    garder(elle, ETAPE, 1, **vide | choisi)
    assert (champ(elle, "nom"), champ(elle, "unite"), champ(elle, "valeur")) == ("Part des votants", "%", "12,5")
    garder(elle, ETAPE, 2, **vide | choisi | {"indicateurs-0-nom": "Part des votants du Nord"})
    assert champ(elle, "nom") == "Part des votants du Nord"
    assert "Présents ou représentés." in mots(lire(elle, f"{RACINE}{ETAPE}/").main)


def test_what_was_taken_is_frozen_as_words_and_keeps_its_key(elle: Client) -> None:
    un = propose()
    garder(elle, ETAPE, 1, **INDICATEUR | {"pourquoi": "Parce que.", "indicateurs-0-catalogue": un.cle})
    deposer(elle)
    un.nom, un.definition, un.retire = "Autre chose", "Récrite.", True
    un.save()

    version = Version.objects.get()
    lu = de_json(version.contenu).engagements[0].indicateurs[0]
    assert (lu.catalogue, lu.definition) == ("part-des-votants", "Présents ou représentés.")
    assert "Présents ou représentés." in mots(lire(elle, f"{RACINE}versions/1/").main)
    assert IndicateurDuCatalogue.objects.get().cle == lu.catalogue


def test_what_was_withdrawn_is_offered_no_more_and_stays_where_it_was_taken(elle: Client) -> None:
    un = propose()
    garder(elle, ETAPE, 1, **INDICATEUR | {"pourquoi": "Parce que.", "indicateurs-0-catalogue": un.cle})
    IndicateurDuCatalogue.objects.update(retire=True)
    page = lire(elle, f"{RACINE}{ETAPE}/")
    assert page.select_one(f"[name=indicateurs-0-catalogue] option[value={un.cle}][selected]")
    garder(elle, ETAPE, 2, **INDICATEUR | {"pourquoi": "Parce que.", "indicateurs-0-catalogue": ""})
    assert lire(elle, f"{RACINE}{ETAPE}/").select("[name=indicateurs-0-catalogue]") == []


def test_one_of_another_engagement_is_refused_on_its_field(elle: Client) -> None:
    ailleurs = propose(engagement="cle-2", nom="Ailleurs")
    propose()
    garder(elle, ETAPE, 1, **INDICATEUR | {"pourquoi": "Parce que.", "indicateurs-0-catalogue": ailleurs.cle})
    assert "n’est pas au catalogue de cet engagement" in mots(lire(elle, f"{RACINE}{ETAPE}/").main)


def test_a_version_filed_before_there_was_a_catalogue_is_read_as_it_was() -> None:
    indicateur: dict[str, Any] = {
        "rang": 0,
        "nom": "x",
        "valeur": None,
        "cible": None,
        "depart_le": None,
        "cible_le": None,
    }
    engagement: dict[str, Any] = {"cle": "c", "numero": 1, "intitule": "i", "axe": 1, "titre_axe": "t", "pourquoi": ""}

    ancien: dict[str, Any] = {
        "edition": "2021",
        "titre_edition": "",
        "salaries": "",
        "cooperateurs": "",
        "objectifs": "",
        "lettre": "",
    }
    ancien |= {"signataire": "", "signee": False, "pieces": []}
    ancien |= {"engagements": [engagement | {"indicateurs": [indicateur | {"actions": []}]}]}

    assert de_json(ancien).engagements[0].indicateurs[0].catalogue == ""


class TestInTheAdmin:
    """Kept by who answers for the register."""

    @pytest.fixture(autouse=True)
    def groupes(self) -> None:
        call_command("synchroniser_groupes", verbosity=0)

    def test_it_is_added_changed_and_never_deleted(self, coop: Cooperative) -> None:
        client = connecte("publication")
        champs = {"engagement": "cle-1", "nom": "Part des votants", "unite": "%", "sens": "hausse"}
        champs |= {"nature": "gouvernance", "definition": ""}
        assert client.post(f"{LISTE}add/", champs).status_code == 302
        un = IndicateurDuCatalogue.objects.get()
        client.post(f"{LISTE}edit/{un.pk}/", champs | {"nom": "Part des présents"})
        apres = IndicateurDuCatalogue.objects.get()
        assert (apres.nom, apres.cle) == ("Part des présents", "part-des-votants")
        assert client.post(f"{LISTE}delete/{un.pk}/").status_code == 302
        assert IndicateurDuCatalogue.objects.exists()
        assert "Part des présents" in client.get(f"{LISTE}?engagement=cle-1").content.decode()
        assert "part-des-votants" in octets(client.get(f"{LISTE}?export=csv")).decode()
        assert "Part des présents" in client.get(f"{LISTE}inspect/{un.pk}/").content.decode()

    def test_the_same_title_twice_for_one_engagement_is_refused_in_french(self, coop: Cooperative) -> None:
        propose()
        champs = {"engagement": "cle-1", "nom": "Part des votants", "unite": "", "sens": "hausse", "nature": "metier"}
        page = connecte("publication").post(f"{LISTE}add/", champs | {"definition": ""}).content.decode()
        assert "a déjà un indicateur de ce titre" in page
        assert IndicateurDuCatalogue.objects.count() == 1

    def test_who_writes_pages_reads_it_and_adds_nothing(self, coop: Cooperative) -> None:
        client = connecte("edition")
        assert client.get(LISTE).status_code == 200
        assert client.get(f"{LISTE}add/").status_code == 302
