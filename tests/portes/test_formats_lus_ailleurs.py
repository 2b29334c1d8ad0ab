"""What the whole public site serves, read by the programs of others: HTML, feeds and calendars, in both languages.

Addresses are read from the URLconf, and pages from their types: a kind added tomorrow is validated too.
"""

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.formats import lecteurs
from tests.portes.publiques import servies
from tests.rigueur.rendu import faults_for_the_validator

pytestmark = [pytest.mark.lent, pytest.mark.rendu]
Servies = dict[str, dict[str, bytes]]


@pytest.fixture(scope="class")
def par_genre(portes: None, django_db_blocker: DjangoDbBlocker) -> Servies:
    """What the site serves, by kind of content, then by address; asked once."""
    lues: Servies = {}
    with django_db_blocker.unblock():
        for adresse, genre, contenu in servies():
            lues.setdefault(genre, {})[adresse] = contenu
    return lues


class TestLuAilleurs:
    def test_every_kind_of_page_is_valid_html_in_both_languages(self, par_genre: Servies, tmp_path: Path) -> None:
        pages = par_genre["text/html"]
        assert {"/langues/", "/en/langues/", "/en/registre/", "/en/agenda/"} <= pages.keys()
        assert faults_for_the_validator(pages, tmp_path) == set()

    def test_every_feed_is_one_for_the_grammar_and_for_a_reader(self, par_genre: Servies, tmp_path: Path) -> None:
        flux = par_genre["application/atom+xml"]
        assert len(flux) >= 6
        assert lecteurs.fautes_de_grammaire(flux, tmp_path) == []
        assert {adresse: fautes for adresse, lu in flux.items() if (fautes := lecteurs.fautes_du_flux(lu))} == {}

    def test_every_calendar_holds_what_each_component_must(self, par_genre: Servies) -> None:
        lus = {ou: lecteurs.fautes_du_calendrier(lu) for ou, lu in par_genre["text/calendar"].items()}
        assert len(lus) >= 5
        assert {adresse: fautes for adresse, fautes in lus.items() if fautes} == {}
