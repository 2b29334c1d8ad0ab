"""Telling a sheet in a real browser: the session expires in the middle, one logs in again, nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

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
    page.route("**/garder/", lambda route: route.abort())  # one leaves before the save has gone
    page.get_by_label("Ce qui n’a pas marché").fill("Le premier devis.")
    page.get_by_role("link", name="Se reconnecter").click()
    page.unroute("**/garder/")
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


@pytest.mark.parametrize(
    "saisir",
    [
        pytest.param(lambda page: page.get_by_label("D’où vous partiez").fill("D’un réseau lent."), id="typed"),
        pytest.param(lambda page: page.get_by_label("Cette pratique vaut partout en France").check(), id="ticked"),
        pytest.param(lambda page: page.get_by_label("L’engagement que cette").select_option(index=1), id="chosen"),
    ],
)
def test_what_is_said_before_the_scripts_have_come_is_kept_too(
    page: Page, coop: str, saisir: Callable[[Page], object]
) -> None:
    page.goto(f"/espace/{coop}/fiches/nouvelle/")
    log_in(page, COURRIEL)
    expect(page.get_by_label("D’où vous partiez")).to_be_visible()
    lents: list[Route] = []

    def retenir(route: Route) -> None:
        lents.append(route)

    page.route("**/garder*.js", retenir)
    page.goto(f"/espace/{coop}/fiches/nouvelle/", wait_until="commit")
    saisir(page)
    expect(page.locator("[data-etat]")).to_be_empty()
    lents[0].continue_()
    expect(page.locator("[data-etat]")).to_contain_text("Gardé à")


def test_what_was_typed_without_a_network_is_given_back_and_stays(page: Page, coop: str) -> None:
    adresse = f"/espace/{coop}/fiches/nouvelle/"
    page.goto(adresse)
    log_in(page, COURRIEL)

    page.route("**/garder/", lambda route: route.abort())
    page.get_by_label("Le résultat, en une ligne").fill("Réparer les vélos ensemble")
    expect(page.locator("[data-etat]")).to_contain_text("Pas de réseau")
    page.unroute("**/garder/")
    with page.expect_response("**/garder/"), page.expect_event("load"):
        page.goto(adresse)

    for _ in range(2):
        expect(page.get_by_label("Le résultat, en une ligne")).to_have_value("Réparer les vélos ensemble")
        page.reload()


def test_a_step_added_stays_and_what_was_typed_with_it(page: Page, coop: str) -> None:
    page.goto(f"/espace/{coop}/fiches/nouvelle/")
    log_in(page, COURRIEL)

    page.get_by_label("D’où vous partiez").fill("D’un local vide.")
    page.get_by_role("button", name="Ajouter une étape").click()

    for _ in range(2):
        expect(page.get_by_label("Étape", exact=True)).to_have_count(2)
        expect(page.get_by_label("D’où vous partiez")).to_have_value("D’un local vide.")
        page.reload()


def test_what_one_erases_does_not_come_back(page: Page, coop: str) -> None:
    page.goto(f"/espace/{coop}/fiches/nouvelle/")
    log_in(page, COURRIEL)
    expect(page.get_by_role("button", name="Effacer cette saisie")).to_be_visible()

    page.get_by_label("D’où vous partiez").fill("D’un regret.")
    page.get_by_role("button", name="Effacer cette saisie").click()
    page.goto(f"/espace/{coop}/fiches/nouvelle/")

    expect(page.get_by_label("D’où vous partiez")).to_have_value("")
    page.reload()
    expect(page.get_by_label("D’où vous partiez")).to_have_value("")
