"""What a label gives to other sites works on them: a card in a page of theirs, a script, a bare Wagtail site."""

import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from config.environment import BASE_DIR
from tests.rigueur.clavier import faults_for_tab
from tests.rigueur.rendu import NARROWEST, faults_for_axe, faults_for_the_validator, first_visit

SERVIR = BASE_DIR / "tests/registre/promotion/wagtail_nu/servir.py"
EN_VIGUEUR = re.compile("En vigueur jusqu’au")
PATIENCE = 15_000  # milliseconds: a card is made on a loaded machine
pytestmark = pytest.mark.rendu


@pytest.fixture(scope="module")
def numero(site: str) -> str:
    """The number of a label in force."""
    with urllib.request.urlopen(f"{site}/registre/donnees/registre.csv", timeout=30) as reponse:  # noqa: S310
        lignes = reponse.read().decode("utf-8-sig").splitlines()
    trouves = [re.search(r"QC-\d{4}-\d{4,6}", ligne) for ligne in lignes if re.search(r"\blabellisee\b", ligne)]
    return next(trouve[0] for trouve in trouves if trouve)


@pytest.fixture(scope="module")
def codes(site: str, numero: str) -> list[str]:
    """What the page that says how to show this label gives to copy."""
    with urllib.request.urlopen(f"{site}/registre/labels/{numero}/montrer/", timeout=30) as reponse:  # noqa: S310
        page = BeautifulSoup(reponse.read(), "lxml")
    return [code.get_text() for code in page.select(".montre-code")]


def code_qui(codes: list[str], commence: str) -> str:
    return next(code for code in codes if code.startswith(commence))


@contextmanager
def ailleurs(corps: str, fond: str = "white") -> Iterator[str]:
    """Serve a page of another site, by another name than ours; gives its address."""
    html = (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Ailleurs</title>'
        f'<link rel="icon" href="data:,"></head><body bgcolor="{fond}"><h1>Ailleurs</h1>{corps}</body></html>'
    ).encode()

    class Repondre(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Repondre)
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    yield f"http://localhost:{serveur.server_port}/"
    serveur.shutdown()
    serveur.server_close()


class Visite:
    """A tab that notes what the console says and what is asked of whom."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.contexte = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR", **options)
        self.page = self.contexte.new_page()
        self.console: list[str] = []
        self.hotes: set[str] = set()
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda erreur: self.console.append(str(erreur)))
        self.page.on("request", lambda demande: self.hotes.add(urlsplit(demande.url).netloc))

    def ne_laisse_rien(self, *permis: str) -> None:
        """Fail when the console said something, a cookie was left, or somebody else was asked."""
        assert self.console == []
        assert self.contexte.cookies() == []
        assert self.hotes - {""} <= {urlsplit(adresse).netloc for adresse in permis}


@pytest.fixture
def visite(browser: Browser) -> Iterator[Visite]:
    ouverte = Visite(browser)
    yield ouverte
    ouverte.contexte.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_card_is_read_in_a_page_of_another_site_and_leaves_nothing(
    visite: Visite, site: str, numero: str, codes: list[str], theme: Any
) -> None:
    with ailleurs(code_qui(codes, "<iframe"), "#222222" if theme == "dark" else "white") as adresse:
        visite.page.emulate_media(color_scheme=theme)
        visite.page.goto(adresse)
        cadre = visite.page.frame_locator("iframe")
        expect(cadre.locator(".statut")).to_contain_text(EN_VIGUEUR, timeout=PATIENCE)
        visite.ne_laisse_rien(site, adresse)

        cadre.get_by_role("link").click()
        visite.page.wait_for_url(f"{site}/registre/labels/{numero}/")


def test_no_other_page_of_the_site_is_shown_in_a_frame(visite: Visite, site: str, numero: str) -> None:
    with ailleurs(f'<iframe title="Page" src="{site}/registre/labels/{numero}/"></iframe>') as adresse:
        visite.page.goto(adresse)
        visite.page.wait_for_load_state("networkidle")
        assert any("frame-ancestors" in dit for dit in visite.console)


def test_the_script_puts_the_card_in_place_of_its_link_and_touches_no_other(
    visite: Visite, site: str, codes: list[str]
) -> None:
    autre = '<a data-qualicoop href="https://exemple.org/registre/labels/QC-2025-0001/">Autre</a>'
    with ailleurs(code_qui(codes, "<a data-qualicoop") + autre) as adresse:
        visite.page.goto(adresse)
        expect(visite.page.frame_locator("iframe").locator(".statut")).to_contain_text(EN_VIGUEUR, timeout=PATIENCE)
        assert visite.page.locator("a[data-qualicoop]").all_text_contents() == ["Autre"]
        assert visite.page.locator("iframe").get_attribute("title")
        visite.ne_laisse_rien(site, adresse)


def test_without_the_script_the_link_remains(browser: Browser, codes: list[str], numero: str) -> None:
    sans = Visite(browser, java_script_enabled=False)
    with ailleurs(code_qui(codes, "<a data-qualicoop")) as adresse:
        sans.page.goto(adresse)
        expect(sans.page.get_by_role("link", name=numero)).to_be_visible()
    sans.contexte.close()


def test_the_badges_are_shown_by_another_site(visite: Visite, site: str, codes: list[str]) -> None:
    with ailleurs(code_qui(codes, '<a href="http') + "".join(code for code in codes if "<img" in code)) as adresse:
        visite.page.goto(adresse, wait_until="networkidle")
        largeurs = visite.page.eval_on_selector_all("img", "images => images.map(image => image.naturalWidth)")
        assert len(largeurs) >= 4
        assert min(largeurs) >= 160
        visite.ne_laisse_rien(site, adresse)


def test_a_bare_wagtail_site_that_follows_the_recipe_shows_the_state_of_the_label(
    visite: Visite, site: str, codes: list[str], numero: str
) -> None:
    adresse = code_qui(codes, f"{site}/registre/labels/")
    commande = [sys.executable, str(SERVIR), adresse, code_qui(codes, "WAGTAILEMBEDS_FINDERS")]
    with subprocess.Popen(commande, stdout=subprocess.PIPE, text=True) as nue:  # noqa: S603
        assert nue.stdout is not None
        try:
            accueil = nue.stdout.readline().strip()
            visite.page.goto(accueil)
            cadre = visite.page.frame_locator("iframe")
            expect(cadre.locator(".statut")).to_contain_text(EN_VIGUEUR, timeout=PATIENCE)
            assert numero in (visite.page.locator("iframe").get_attribute("title") or "")
            visite.ne_laisse_rien(site, accueil)
        finally:
            nue.terminate()


def test_the_card_has_no_fault_and_holds_on_the_narrowest_screen(
    page: Page, site: str, numero: str, tmp_path: Any
) -> None:
    cartes = [f"/registre/labels/{numero}/carte/", f"/en/registre/labels/{numero}/carte/"]
    for adresse in cartes:
        page.set_viewport_size({"width": NARROWEST, "height": 300})
        page.goto(adresse)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
        assert page.evaluate("document.documentElement.scrollHeight") <= 300
        assert faults_for_axe(page) == []
        visite = first_visit(page, adresse)
        assert visite.too_much(site) == {}
        assert visite.kilobytes < 10
    assert faults_for_tab(page, cartes, NARROWEST) == {}

    servies = {adresse: urllib.request.urlopen(site + adresse, timeout=30).read() for adresse in cartes}  # noqa: S310
    assert faults_for_the_validator(servies, tmp_path) == set()
