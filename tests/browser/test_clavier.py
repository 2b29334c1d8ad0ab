"""Everything a mouse reaches, Tab reaches, in sight; and the first stop skips the menu."""

import pytest
from playwright.sync_api import Page

from tests.rigueur.clavier import faults_for_tab


@pytest.fixture
def in_one_language(addresses: list[str]) -> list[str]:
    """The pages in French: those in English are made of the same elements in the same places."""
    return [path for path in addresses if not path.startswith("/en/")]


def test_tab_reaches_everything_and_the_focus_is_seen(page: Page, addresses: list[str]) -> None:
    assert faults_for_tab(page, addresses, 1280) == {}


def test_tab_reaches_everything_on_a_phone(page: Page, in_one_language: list[str]) -> None:
    assert faults_for_tab(page, in_one_language, 360) == {}


def test_the_first_stop_leads_past_the_menu_to_the_content(page: Page, in_one_language: list[str]) -> None:
    missing = []
    for path in in_one_language:
        page.goto(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('main, footer') !== null && location.hash !== ''"):
            missing.append(path)
    assert missing == []
