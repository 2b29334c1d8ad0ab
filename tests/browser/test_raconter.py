"""Telling a sheet in a real browser: the session expires in the middle, one logs in again, nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.comptes import PASSWORD, log_in, run

COURRIEL = "contributrice.navigateur@example.org"
PREPARER = f"""
from registre.models import Cooperative, Role
from tests.bonnes_pratiques.espace.habiter import compte
coop = Cooperative.objects.filter(membre_jusqu_au__isnull=True).order_by("pk").first()
compte(coop, {COURRIEL!r}, Role.CONTRIBUTEUR, {PASSWORD!r})
print(coop.slug)
"""


@pytest.fixture(scope="module")
def coop(site: str, site_database: str) -> str:
    """The slug of a coop of which an account is a member."""
    return run(site_database, PREPARER)


def test_a_session_that_expires_in_the_middle_loses_nothing(page: Page, coop: str) -> None:
    adresse = f"/espace/{coop}/fiches/nouvelle/"

    page.goto(adresse)
    log_in(page, COURRIEL)
    page.get_by_label("Le résultat, en une ligne").fill("Diviser les charges par deux")
    expect(page.locator("[data-etat]")).to_contain_text("Gardé à")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("D’où vous partiez").fill("Des charges trop lourdes.")
    expect(page.locator("[data-etat]")).to_contain_text("Votre session a expiré")
    page.get_by_label("Ce qui n’a pas marché").fill("Le premier devis.")
    page.get_by_role("link", name="Se reconnecter").click()
    log_in(page, COURRIEL)
    expect(page.get_by_label("Le résultat, en une ligne")).to_have_value("Diviser les charges par deux")
    expect(page.get_by_label("D’où vous partiez")).to_have_value("Des charges trop lourdes.")
    expect(page.get_by_label("Ce qui n’a pas marché")).to_have_value("Le premier devis.")
    page.get_by_label("En deux phrases").fill("En deux ans.")
    page.get_by_label("L’engagement que cette pratique illustre d’abord").select_option(index=1)
    page.get_by_label("Cette pratique vaut partout en France").check()
    page.get_by_label("Quand", exact=True).fill("mars 2024")
    page.get_by_label("Étape", exact=True).fill("Un audit")
    page.get_by_role("button", name="Soumettre à la Fédération").click()
    expect(page.get_by_text("Fiche soumise.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Diviser les charges par deux")
