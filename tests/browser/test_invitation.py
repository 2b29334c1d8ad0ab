"""Whoever is invited opens their account in a browser, which sends what a test's client does not: where it is from."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.comptes import PASSWORD, log_in, run
from tests.rigueur.rendu import NARROWEST, faults_for_axe

pytestmark = pytest.mark.rendu
INVITEE = "invitee.navigateur@example.org"
INVITER = f"""
from socle.comptes.invitations import jeton
from socle.models import User
compte = User.objects.create_user({INVITEE!r})
print("/compte/invitation/" + jeton(compte) + "/")
"""


@pytest.fixture
def lien(site_database: str) -> str:
    """The address that an account which nobody opened yet is sent."""
    return run(site_database, INVITER)


@pytest.fixture
def telephone(browser: Browser, site: str) -> Iterator[Page]:
    """The phone on which the mail is read, scripts off."""
    context = browser.new_context(
        base_url=site, viewport={"width": NARROWEST, "height": 740}, locale="fr-FR", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_an_account_is_opened_from_its_link_then_logged_in(page: Page, telephone: Page, lien: str) -> None:
    page.goto(lien)
    assert faults_for_axe(page) == []

    telephone.goto(lien)
    for champ in telephone.locator("input[type=password]").all():
        champ.fill(PASSWORD)
    telephone.locator("main").get_by_role("button").click()
    expect(telephone.get_by_text("Votre compte est ouvert")).to_be_visible()

    log_in(telephone, INVITEE)
    expect(telephone.locator("input[name=password]")).to_have_count(0)

    page.reload()
    expect(page.get_by_text("Ce lien a déjà servi")).to_be_visible()
