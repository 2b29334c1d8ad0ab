"""No page has a fault that axe can see, at either width and in either theme; none scrolls sideways."""

import pytest
from playwright.sync_api import Page

from tests.rigueur.rendu import NARROWEST, faults_for_axe

pytestmark = pytest.mark.rendu


def test_axe_finds_nothing_on_any_page(page: Page, addresses: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for path in addresses:
        page.goto(path)
        if faults := faults_for_axe(page):
            found[path] = faults
    assert found == {}


def test_no_page_scrolls_sideways_on_the_narrowest_screen(page: Page, addresses: list[str]) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    wide: dict[str, int] = {}
    for path in addresses:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROWEST:
            wide[path] = width
    assert wide == {}
