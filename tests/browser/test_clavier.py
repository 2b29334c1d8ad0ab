"""Everything a mouse reaches, Tab reaches, in sight; and the first stop skips the menu."""

import pytest
from playwright.sync_api import Page

from tests.rigueur.clavier import faults_for_tab


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_and_the_focus_is_seen(page: Page, addresses: list[str], width: int) -> None:
    assert faults_for_tab(page, addresses, width) == {}


def test_the_first_stop_leads_past_the_menu_to_the_content(page: Page, addresses: list[str]) -> None:
    missing = []
    for path in addresses:
        page.goto(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('main, footer') !== null && location.hash !== ''"):
            missing.append(path)
    assert missing == []
