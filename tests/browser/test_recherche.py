"""The box proposes titles while one types: a combobox that the keyboard drives, as a screen reader expects."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")


def test_the_box_proposes_and_the_keyboard_chooses(page: Page) -> None:
    page.goto("/recherche/")
    box = page.get_by_role("combobox", name="Chercher sur le site")

    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("engag")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)

    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")

    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("engag")
    box.press_sequentially("e")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    leads_to = page.get_by_role("option", selected=True).get_attribute("data-adresse")
    box.press("Enter")
    page.wait_for_url(f"**{leads_to}")


def test_enter_without_a_choice_asks_the_page(page: Page) -> None:
    page.goto("/recherche/")
    box = page.get_by_role("combobox", name="Chercher sur le site")
    box.fill("logement")
    box.press("Enter")
    page.wait_for_url("**/recherche/?q=logement")
    expect(page.locator("mark").first).to_be_visible()
