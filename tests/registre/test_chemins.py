"""The ways to the register's own pages: from the register, from every footer, from the site map."""

import pytest
from django.test import Client

from tests.registre.lecture import lire, mots

PAGES = {"/registre/verifier/", "/registre/barometre/", "/registre/donnees/"}
PARTOUT = {*PAGES, "/registre/verifier-un-badge/"}


def liens(client: Client, adresse: str, ou: str) -> set[str]:
    """Return where the links of a part of the page lead."""
    return {str(lien["href"]) for lien in lire(client, adresse).select(f"{ou} a")}


@pytest.mark.usefixtures("registre_charge")
def test_the_registers_pages_are_a_link_away_from_it_from_every_footer_and_from_the_site_map(client: Client) -> None:
    assert liens(client, "/registre/", "main") >= PAGES
    assert liens(client, "/", ".pied") >= PARTOUT
    assert liens(client, "/plan-du-site/", ".plan") >= PARTOUT
    plan = client.get("/sitemap.xml").content.decode()
    assert all(f"http://localhost:8000{page}</loc>" in plan for page in PARTOUT)
    assert "/espace/" in liens(client, "/", ".entete")


@pytest.mark.usefixtures("registre_charge")
@pytest.mark.parametrize("adresse", ["/registre/donnees/", "/api/v1/docs"])
def test_open_data_and_api_say_where_they_stand(client: Client, adresse: str) -> None:
    page = lire(client, adresse)
    etapes = [mots(etape) for etape in page.select(".fil li")]
    assert etapes[:2] == ["Accueil", "Le registre du label Quali’Coop"]
    assert etapes[2] == mots(page.h1)
