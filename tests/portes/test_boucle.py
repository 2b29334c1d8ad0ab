"""One journey through each public door: all that the working loop (`make test-fast`) asks of the pages."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from socle.models import User
from tests.portes.conftest import ADMINISTRATRICE, REFERENTE
from tests.portes.publiques import adresses_publiques
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portes"), pytest.mark.boucle]

PORTES = {
    "/",
    "/raison-d-etre/",
    "/engagements/",
    "/demarche/",
    "/accessibilite/",
    "/plan-du-site/",
    "/registre/",
    "/bonnes-pratiques/",
    "/actualites/",
    "/agenda/",
    "/recherche/",
    "/en/",
}
# Asked by programs, opened by a link sent to one person, or by a button of every page: no visitor enters there.
SANS_SEUIL = {"_util", "api", "avis", "calendrier", "documents", "langues", "sante"}
PAGE = re.compile(r"^/[^.?#]*$")


def ouvrir(client: StrictClient, adresse: str) -> BeautifulSoup:
    """Return the page there, well made as the client demands, wherever it leads first."""
    reponse = client.get(adresse, follow=True)
    assert reponse.status_code == 200, adresse
    return BeautifulSoup(reponse.content, "lxml")


def plus_loin(page: BeautifulSoup) -> str:
    """Return the address of the first page that this one leads to: below its title, else in what surrounds it."""
    lien = page.select_one("main").find("a", href=PAGE) or page.find("a", href=PAGE)
    assert isinstance(lien, Tag)
    return str(lien["href"])


@pytest.mark.parametrize("porte", sorted(PORTES))
def test_a_visitor_enters_and_goes_one_page_further(client: StrictClient, porte: str) -> None:
    ouvrir(client, plus_loin(ouvrir(client, porte)))


@pytest.mark.parametrize(("qui", "porte"), [(REFERENTE, "/espace/"), (ADMINISTRATRICE, "/admin/")])
def test_who_has_an_account_enters_and_a_visitor_is_asked_who_they_are(
    client: StrictClient, qui: str, porte: str
) -> None:
    assert client.get(porte, follow=True).redirect_chain
    client.force_login(User.objects.get(email=qui))
    ouvrir(client, porte)


def test_no_public_door_is_left_out_of_the_working_loop() -> None:
    suites = {adresse.removeprefix("/en/").strip("/").partition("/")[0] for adresse in adresses_publiques()}
    english = {"purpose", "commitments", "approach", "accessibility", "site-map"}  # seen through /en/
    assert suites - english - SANS_SEUIL == {porte.strip("/") for porte in PORTES} - {"en"}
