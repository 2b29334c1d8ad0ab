"""A reader's classeur: sheets set aside in the browser, found again, dropped, printed as one file."""

import io
from collections.abc import Iterator

import pikepdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.rendu

CLASSEUR = "/bonnes-pratiques/classeur/"
TITRES = ".pratique h3"


def feuilles(page: Page, nombre: int) -> list[tuple[str, str]]:
    """The address and the title of the first sheets of the library."""
    page.goto("/bonnes-pratiques/")
    liens = page.locator(f"{TITRES} a").all()[:nombre]
    return [(lien.get_attribute("href") or "", lien.inner_text()) for lien in liens]


def bouton(page: Page) -> Locator:
    return page.get_by_role("button", name="Mettre dans mon classeur")


def garder(page: Page, adresse: str) -> None:
    """Open a sheet and put it in the classeur, which then shows."""
    page.goto(adresse)
    bouton(page).click()
    page.wait_for_url(f"**{CLASSEUR}?fiches=*")


def retirer(page: Page, titre: str) -> None:
    """Uncheck a sheet of the classeur and drop it."""
    page.get_by_role("checkbox", name=titre).uncheck()
    page.get_by_role("button", name="Retirer les fiches décochées").click()


def test_a_reader_keeps_two_sheets_drops_one_and_prints_the_other(page: Page) -> None:
    (une, premiere), (autre, seconde) = feuilles(page, 2)

    garder(page, une)
    expect(page.locator(TITRES)).to_have_text([premiere])
    garder(page, autre)
    expect(page.get_by_role("link", name="Imprimer les 2 fiches (PDF)")).to_be_visible()
    page.goto(CLASSEUR)
    expect(page.locator(TITRES)).to_have_text([seconde, premiere])  # the last one kept comes first
    retirer(page, premiere)
    expect(page.locator(TITRES)).to_have_text([seconde])
    page.reload()
    expect(page.locator(TITRES)).to_have_text([seconde])
    page.goto(CLASSEUR)
    expect(page.locator(TITRES)).to_have_text([seconde])
    expect(page.get_by_role("link", name="Imprimer la fiche (PDF)")).to_be_visible()


def test_the_classeur_is_one_pdf(page: Page) -> None:
    (une, _premiere), (autre, _seconde) = feuilles(page, 2)
    garder(page, une)
    garder(page, autre)
    imprimer = page.get_by_role("link", name="Imprimer les 2 fiches (PDF)")
    imprime = page.request.get(imprimer.get_attribute("href") or "", timeout=120_000).body()
    assert imprime.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(imprime)) as document:
        assert len(document.pages) >= 2


def test_a_classeur_emptied_stays_empty(page: Page) -> None:
    [(une, titre)] = feuilles(page, 1)
    garder(page, une)
    retirer(page, titre)
    expect(page.get_by_text("Aucune fiche pour l’instant.")).to_be_visible()
    page.goto(CLASSEUR)
    expect(page.get_by_text("Aucune fiche pour l’instant.")).to_be_visible()


def test_what_was_dropped_does_not_come_back_from_a_sheet_left_open(page: Page) -> None:
    (une, premiere), (autre, seconde) = feuilles(page, 2)

    garder(page, une)
    page.goto(autre)

    with page.context.expect_page() as onglet:
        bouton(page).click(modifiers=["Control"])  # the classeur opens in another tab, the sheet stays
    expect(onglet.value.locator(TITRES)).to_have_text([seconde, premiere])
    retirer(onglet.value, premiere)
    expect(onglet.value.locator(TITRES)).to_have_text([seconde])
    bouton(page).click()
    page.wait_for_url(f"**{CLASSEUR}?fiches=*")
    expect(page.locator(TITRES)).to_have_text([seconde])


@pytest.fixture
def sans_javascript(browser: Browser, site: str) -> Iterator[Page]:
    """A tab that runs no script."""
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="fr-FR")
    yield context.new_page()
    context.close()


def test_without_javascript_no_button_is_dead_and_the_address_holds_the_sheets(sans_javascript: Page) -> None:
    page = sans_javascript
    (une, premiere), (autre, seconde) = feuilles(page, 2)

    numeros = []
    for adresse in (une, autre):
        page.goto(adresse)
        assert [b.inner_text() for b in page.locator("main button:visible:not([type=submit])").all()] == []
        numeros.append(bouton(page).get_attribute("value"))
        bouton(page).click()

    expect(page.locator(TITRES)).to_have_text([seconde])
    page.goto(f"{CLASSEUR}?fiches={numeros[0]}&fiches={numeros[1]}")
    expect(page.locator(TITRES)).to_have_text([premiere, seconde])
    retirer(page, premiere)
    expect(page.locator(TITRES)).to_have_text([seconde])
    page.goto(CLASSEUR)
    expect(page.get_by_text("Sur une fiche, choisissez « Mettre dans mon classeur ».")).to_be_visible()
