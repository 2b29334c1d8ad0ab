"""A coop's space, as its people see it: held to what is asked of every public page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.bonnes_pratiques.espace.habiter import REFERENTE
from tests.browser.comptes import PASSWORD, log_in, run
from tests.rigueur.clavier import faults_for_tab
from tests.rigueur.rendu import NARROWEST, faults_for_axe, faults_for_the_validator, first_visit

pytestmark = pytest.mark.rendu

HABITER = f"from tests.bonnes_pratiques.espace.habiter import habiter; habiter({PASSWORD!r})"

LES_SIENNES = ("/compte/mon-calendrier/", "/compte/mes-donnees/")


@pytest.fixture(scope="module")
def pages(site: str, site_database: str) -> list[str]:
    """The pages of a space with a sheet in each state, a take-up, an invitation; one's own; one that is nobody's."""
    return [*json.loads(run(site_database, HABITER)), *LES_SIENNES]


def in_the_space(context: BrowserContext) -> Page:
    """Return a tab in which the coop's référente has logged in through the form."""
    tab = context.new_page()
    tab.goto("/espace/")
    log_in(tab, REFERENTE)
    tab.wait_for_url("**/espace/")
    return tab


@pytest.fixture
def member(browser: Browser, site: str, pages: list[str]) -> Iterator[Page]:
    """A tab of a member of the coop."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    yield in_the_space(context)
    context.close()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(member: Page, pages: list[str]) -> None:
    found: dict[str, Any] = {}
    for path in pages:
        member.goto(path)
        faults = faults_for_axe(member)
        member.set_viewport_size({"width": NARROWEST, "height": 900})
        width = member.evaluate("document.documentElement.scrollWidth")
        if faults or width > NARROWEST:
            found[path] = (width, faults)
    assert found == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_and_the_focus_is_seen(member: Page, pages: list[str], width: int) -> None:
    assert faults_for_tab(member, pages, width) == {}


def test_the_validator_finds_no_error_and_a_first_visit_is_light(
    member: Page, site: str, pages: list[str], tmp_path: Path
) -> None:
    served = {path: member.request.get(path).body() for path in pages}
    assert faults_for_the_validator(served, tmp_path) == set()
    visits = {path: first_visit(member, path).too_much(site) for path in pages}
    assert {path: faults for path, faults in visits.items() if faults} == {}


def test_without_javascript_a_draft_is_told_and_found_again(browser: Browser, site: str, pages: list[str]) -> None:
    narrow: ViewportSize = {"width": 360, "height": 800}
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport=narrow, locale="fr-FR")
    tab = in_the_space(context)
    tab.goto(next(path for path in pages if path.endswith("/fiches/nouvelle/")))
    tab.get_by_label("Le résultat, en une ligne").fill("Racontée sans script")
    tab.get_by_role("button", name="Enregistrer", exact=True).click()
    tab.goto(pages[1])
    tab.get_by_role("link", name="Racontée sans script").click()
    assert tab.get_by_label("Le résultat, en une ligne").input_value() == "Racontée sans script"
    context.close()
