"""What the search page found is kept for the next reader, and forgotten as soon as anything is indexed."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle.cadre.memoire import oublier
from tests.rigueur.html import StrictClient
from tests.socle.recherche.conftest import Bibliotheque

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]
QUESTION = "/recherche/?q=jardin"


def titres(lecteur: StrictClient) -> list[str]:
    """What the page answers, in order."""
    return [lien.get_text() for lien in choisir(lecteur, QUESTION, ".trouve__titre a")]


def choisir(lecteur: StrictClient, adresse: str, selecteur: str) -> list[Tag]:
    """What a CSS selector finds in the page at this address."""
    return BeautifulSoup(lecteur.get(adresse).content, "lxml").select(selecteur)


def test_the_same_question_is_not_looked_for_again(bibliotheque: Bibliotheque, lecteur: StrictClient) -> None:
    bibliotheque.ajouter("Un jardin partagé")
    assert titres(lecteur) == ["Un jardin partagé"]

    with CaptureQueriesContext(connection) as lues:
        assert titres(lecteur) == ["Un jardin partagé"]

    assert not any("socle_occurrence" in lue["sql"] for lue in lues)


def test_what_came_or_left_since_shows_at_once(bibliotheque: Bibliotheque, lecteur: StrictClient) -> None:
    oublier()  # another change, before: the site has a version, under which answers are kept
    bibliotheque.ajouter("Un jardin partagé")
    assert titres(lecteur) == ["Un jardin partagé"]

    bibliotheque.ajouter("Un jardin en terrasse")
    assert sorted(titres(lecteur)) == ["Un jardin en terrasse", "Un jardin partagé"]

    del bibliotheque.documents[1]
    bibliotheque.ajouter()
    assert titres(lecteur) == ["Un jardin en terrasse"]


def test_a_question_of_one_kind_or_of_another_page_has_its_own_answer(
    bibliotheque: Bibliotheque, lecteur: StrictClient
) -> None:
    bibliotheque.ajouter(*(f"Un jardin numéro {rang}" for rang in range(25)))
    assert len(titres(lecteur)) == 5

    pages = [choisir(lecteur, f"{QUESTION}&genre=essai&page={page}", ".trouve") for page in (1, 2)]
    assert [len(page) for page in pages] == [20, 5]
