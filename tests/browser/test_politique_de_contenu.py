"""The content policy refuses nothing an editor needs: in the admin, in a preview, on a page read while logged in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.comptes import log_in, manage

EMAIL = "politique@example.org"
REFUSAL = "Content Security Policy"
POLL = 10_000  # milliseconds


@pytest.fixture(scope="module")
def password(site: str, site_database: str) -> str:
    """The password of an administrator of the running site, made by the command that makes one."""
    said = manage(site_database, "creer_administrateur", "--email", EMAIL, "--nouveau-mot-de-passe")
    return said.split()[-1]


@pytest.fixture(scope="module")
def logged_in(browser: Browser, site: str, password: str) -> Iterator[BrowserContext]:
    """A browser in which the administrator has logged in through the form."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    tab = context.new_page()
    tab.goto("/compte/login/")
    log_in(tab, EMAIL, password)
    tab.wait_for_url("**/admin/")
    tab.close()
    yield context
    context.close()


@pytest.fixture
def tab(logged_in: BrowserContext) -> Iterator[Page]:
    """A tab of the administrator; whatever the policy refuses, in the page or its frames, fails the test."""
    refusals: list[str] = []
    tab = logged_in.new_page()
    tab.on("console", lambda message: refusals.append(message.text) if REFUSAL in message.text else None)
    tab.on("dialog", lambda dialog: dialog.accept())
    yield tab
    tab.close()
    assert refusals == []


def edit_a_page(tab: Page) -> None:
    """Go to the edit form of a page as an editor does: from the page, by Wagtail's bar."""
    tab.goto("/mentions-legales/")
    bar = tab.locator("wagtail-userbar")
    bar.get_by_role("button").first.click()
    bar.get_by_role("menuitem", name=re.compile("Modifier")).click()
    tab.wait_for_url("**/edit/")


def test_a_page_is_edited_from_its_bar_with_rich_text_and_choosers(tab: Page) -> None:
    edit_a_page(tab)
    text = tab.locator(".public-DraftEditor-content").first
    text.click()
    text.press_sequentially("Un ajout")
    expect(text).to_contain_text("Un ajout", timeout=POLL)
    text.press("Control+a")
    text.press("Control+k")
    expect(tab.locator(".modal-dialog")).to_contain_text("Choisissez une page", timeout=POLL)


def test_a_page_is_previewed_in_its_frame(tab: Page) -> None:
    edit_a_page(tab)
    tab.locator("[data-side-panel-toggle=preview]").first.click()
    preview = tab.frame_locator("iframe[data-w-preview-target=iframe]").first
    expect(preview.locator("h1")).to_be_visible(timeout=POLL)


def test_a_picture_is_uploaded_and_a_drawing_refused(tab: Page, tmp_path: Path) -> None:
    picture, drawing = tmp_path / "facade.png", tmp_path / "dessin.svg"
    Image.new("RGB", (40, 30), "navy").save(picture)
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')
    tab.goto("/admin/images/multiple/add/")
    tab.set_input_files("input[type=file]", [picture, drawing])
    expect(tab.locator("body")).to_contain_text("Transfert réussi", timeout=POLL)
    # The page itself refuses it, by its format, before anything is sent; the server has its own words for a drawing.
    expect(tab.locator("body")).to_contain_text("Ce format d’image n’est pas accepté", timeout=POLL)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/snippets/raison_detre/engagement/",
        "/admin/settings/socle/navigation/",
        "/admin/users/",
        "/compte/2fa/",
        "/compte/2fa/totp/activate/",
        "/compte/2fa/webauthn/add/",
        "/raison-d-etre/",
    ],
)
def test_a_page_read_while_logged_in_breaks_no_rule(tab: Page, password: str, address: str) -> None:
    tab.goto(address, wait_until="networkidle")
    if "reauthenticate" in tab.url:
        tab.fill("[name=password]", password)
        tab.locator("main button[type=submit]").first.click()
    expect(tab.locator("h1").first).to_be_attached()
