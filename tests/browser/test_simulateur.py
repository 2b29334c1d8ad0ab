"""The simulator in a real browser: it answers as one ticks, and without scripts at the press of its button."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.rendu

ADDRESS = "/demarche/simulateur/"


def chosen(url: str) -> list[str]:
    return parse_qs(urlsplit(url).query).get("engagements", [])


def test_it_answers_as_one_ticks_and_keeps_the_choice_in_the_address(page: Page) -> None:
    page.goto(ADDRESS)
    boxes = page.locator("[name=engagements]")
    boxes.nth(0).check()
    expect(page.locator("#bilan-phrase[role=status]")).to_contain_text("1 engagement")
    for rank in range(1, boxes.count()):
        boxes.nth(rank).check()
    expect(page.locator("#bilan-phrase")).to_contain_text("respecte les règles")
    every = boxes.count()
    page.wait_for_url(lambda address: len(chosen(address)) == every)
    assert chosen(str(page.locator("#bilan-corps a.bouton").get_attribute("href"))) == chosen(page.url)

    page.reload()
    assert boxes.nth(3).is_checked()


def test_without_scripts_the_button_answers(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(ADDRESS)
    tab.locator("[name=engagements]").nth(0).check()
    tab.get_by_role("button", name="Actualiser").click()
    expect(tab.locator("#bilan-phrase")).to_contain_text("1 engagement")
    assert len(chosen(tab.url)) == 1
    context.close()
