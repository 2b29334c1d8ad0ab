"""The map: every department of France, each that holds a coop a link, and the same figures beside it."""

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from registre.public.liste.carte import dessiner
from registre.public.liste.filtres import Filtres
from registre.territoires import DEPARTEMENTS
from tests.rigueur.html import StrictClient

pytestmark = pytest.mark.lent

FILTRES = Filtres(datetime.date(2026, 6, 15))


def lire(reponse: Any) -> BeautifulSoup:
    assert reponse.status_code == 200
    return BeautifulSoup(reponse.content, "lxml")


def nombre(texte: str) -> int:
    trouve = re.search(r"\d+", texte)
    return int(trouve.group()) if trouve else 0


def test_every_department_overseas_included_can_be_drawn_as_a_link() -> None:
    carte = dessiner(FILTRES, dict.fromkeys(DEPARTEMENTS, 1))
    assert [departement.code for departement in carte.departements] == list(DEPARTEMENTS)
    assert all(departement.trace.endswith("z") for departement in carte.departements)
    assert carte.vides == ""
    assert {nom for *_place, nom in carte.legendes} >= {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"}


def test_a_department_says_its_name_and_its_number_of_coops() -> None:
    carte = dessiner(FILTRES, {"34": 3, "2A": 1})
    assert [(d.titre, d.teinte) for d in carte.departements] == [
        ("Corse-du-Sud\u00a0: 1 coopérative", 1),
        ("Hérault\u00a0: 3 coopératives", 2),
    ]
    assert len(re.findall("M", carte.vides)) >= len(DEPARTEMENTS) - 2


def test_the_key_names_every_shade_and_none_besides() -> None:
    carte = dessiner(FILTRES, {"34": 1, "35": 2, "44": 4, "59": 5, "69": 900})
    assert [d.teinte for d in carte.departements] == [1, 2, 2, 3, 3]
    assert carte.cles == ((0, "aucune"), (1, "1"), (2, "2 à 4"), (3, "5 et plus"))


@pytest.mark.parametrize("question", ["", "&statut=toutes", "&region=76", "&statut=labellisee&engagement=2", "&q=coop"])
class TestRegistreCharge:
    """Against the demonstration's register, loaded once."""

    def test_map_table_and_count_say_the_same(
        self, client: StrictClient, registre_charge: datetime.date, question: str
    ) -> None:
        page = lire(client.get(f"/registre/?vue=carte{question}"))
        sur_la_carte = {
            str(lien["href"]): nombre(str(lien["aria-label"]).partition(":")[2]) for lien in page.select(".carte svg a")
        }
        au_tableau = {
            str(lien["href"]): nombre(lien.get_text().rpartition("(")[2])
            for lien in page.select(".carte__table tbody a")
        }

        assert sur_la_carte == au_tableau

        for region in page.select(".carte__table tbody tr"):
            ses_departements = sum(au_tableau[str(lien["href"])] for lien in region.select("a"))
            assert nombre(region.td.get_text()) == ses_departements
        assert sum(au_tableau.values()) == nombre(page.select_one("#resultat-titre").get_text())

    def test_a_department_leads_to_its_coops_with_the_other_filters_kept(
        self, client: StrictClient, registre_charge: datetime.date, question: str
    ) -> None:
        page = lire(client.get(f"/registre/?vue=carte{question}"))
        for lien in page.select(".carte svg a")[:3]:
            adresse = str(lien["href"])
            gardes = QueryDict(question[1:])
            assert all(QueryDict(adresse.partition("?")[2]).getlist(nom) == gardes.getlist(nom) for nom in gardes)
            assert len(lire(client.get(adresse)).select(".coop")) == nombre(str(lien["aria-label"]).partition(":")[2])
