"""Scripts make the site quicker or nicer, never possible; and a page printed is a page readable."""

import io

import pikepdf
from playwright.sync_api import Browser, Page


def test_without_javascript_every_page_keeps_its_text_and_its_menu(
    browser: Browser, site: str, addresses: list[str]
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()

    missing = []
    for path in addresses:
        tab.goto(path)
        menu = tab.locator("nav a").first
        if tab.locator("summary").first.is_visible() and not menu.is_visible():
            tab.locator("summary").first.click()
        if not (tab.locator("main h1").is_visible() and tab.locator("nav a:visible").count()):
            missing.append(path)
    context.close()

    assert missing == []


NAMES_LOST = """() => [...document.querySelectorAll("main .discret:not(.puces *, .registre-axe__accroche *)")]
    .filter(name => !name.checkVisibility()).map(name => name.textContent)"""
ASKED = "main form.question, main form.boite, .entete__recherche"


def test_every_page_prints_what_it_says_and_not_what_it_asks(page: Page, addresses: list[str]) -> None:
    empty = []
    for path in addresses:
        page.goto(path)
        page.emulate_media(media="print")
        assert (path, page.evaluate(NAMES_LOST), page.locator(ASKED).filter(visible=True).count()) == (path, [], 0)
        with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as printed:
            if not len(printed.pages):
                empty.append(path)
    assert empty == []
