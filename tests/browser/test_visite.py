"""A report of a visit on a phone whose network goes: kept over a closed tab, sent twice, there once."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.comptes import run
from tests.rigueur.rendu import NARROWEST, faults_for_axe

pytestmark = pytest.mark.lent

ATTENTE = 120_000  # milliseconds that a busy machine may take to answer

PREPARER = """
import json
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from registre.models import Candidature
from socle.models import User
compte = User.objects.create_user("visite.navigateur@example.org")
compte.groups.add(Group.objects.get(name="Publication"))
client = Client()
client.force_login(compte)
attend = Candidature.objects.filter(etat="admissible").exclude(points__nature="visite").order_by("pk")[0]
print(json.dumps({"session": client.cookies[settings.SESSION_COOKIE_NAME].value, "candidature": attend.pk}))
"""
COMPTER = """
from registre.visites.models import CompteRenduDeVisite
lus = CompteRenduDeVisite.objects.all()
print([(lu.presents, lu.constats.count(), lu.photos.count(), lu.confirme) for lu in lus])
"""


@pytest.fixture
def telephone(browser: Browser, site: str, site_database: str) -> Iterator[tuple[BrowserContext, str]]:
    """The phone of somebody of the Federation, and the page of a visit that is due."""
    lu = json.loads(run(site_database, PREPARER))
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="fr-FR")
    context.add_cookies([{"name": "sessionid", "value": lu["session"], "url": site}])
    yield context, f"/admin/registre/visites/{lu['candidature']}/"
    context.close()


def test_nothing_is_lost_without_a_network_and_nothing_is_there_twice(
    telephone: tuple[BrowserContext, str], site_database: str
) -> None:
    context, adresse = telephone
    page = ouvrir(context, adresse)
    expect(page.locator("[data-prete]")).to_be_attached()
    assert faults_for_axe(page) == []
    page.set_viewport_size({"width": NARROWEST, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST

    context.set_offline(True)
    ecrire(page)
    page.close()
    page = ouvrir(context, adresse)
    expect(page.get_by_label("Personnes présentes")).to_have_value("Une élue du conseil")
    expect(page.get_by_role("button", name="Retirer a.jpg")).to_be_visible()
    cocher(page)
    envoyer(page, "Pas de réseau. Gardé dans ce téléphone")

    context.set_offline(False)
    page.get_by_label("Date de la visite").fill("31/02/2026")
    envoyer(page, "Gardé dans ce téléphone")
    expect(page.get_by_role("alert")).to_contain_text("Écrivez une date qui existe")
    page.get_by_label("Date de la visite").fill(page.evaluate("new Date().toLocaleDateString('fr-FR')"))
    page.route("**/visites/*/", perdre_la_reponse)  # the site has it, the phone does not know
    envoyer(page, "Pas de réseau. Gardé dans ce téléphone")
    assert run(site_database, COMPTER).count("Une élue du conseil") == 1
    page.close()

    page = ouvrir(context, adresse)
    envoyer(page)
    expect(page.get_by_text("Vu sans réseau.")).to_be_visible()
    lu = run(site_database, COMPTER)
    assert (lu.count("Une élue du conseil"), ", 1, False)" in lu) == (1, True)
    page.goto(adresse)
    assert page.evaluate("Object.keys(localStorage).filter(cle => cle.startsWith('visite '))") == []


def ecrire(page: Page) -> None:
    """Type, and take a photograph, which is reduced and kept."""
    page.get_by_label("Personnes présentes").fill("Une élue du conseil")
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": une_photo()})
    expect(page.get_by_role("button", name="Retirer a.jpg")).to_be_visible()
    page.get_by_label("Remarques générales").fill("Vu sans réseau.")


def cocher(page: Page) -> None:
    """Say of every engagement that it was seen, by the keyboard."""
    for groupe in page.locator("fieldset:has([type=radio])").all():
        groupe.get_by_label("vu", exact=True).focus()
        page.keyboard.press("Space")


def ouvrir(context: BrowserContext, adresse: str) -> Page:
    """Open the page in a new tab."""
    page = context.new_page()
    page.goto(adresse)
    return page


def envoyer(page: Page, dit: str = "") -> None:
    """Press the button by the keyboard, and wait for what the page says, if anything."""
    page.get_by_role("button", name="Envoyer le compte rendu").focus()
    page.keyboard.press("Enter")
    if dit:
        expect(page.locator("[data-etat]")).to_contain_text(dit)


def perdre_la_reponse(route: object) -> None:
    """Let a sending reach the site, and lose what it answers."""
    if route.request.method == "POST":  # type: ignore[attr-defined]
        assert route.fetch(timeout=ATTENTE).ok  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]
    else:
        route.continue_()  # type: ignore[attr-defined]


def une_photo() -> bytes:
    """A picture, as a phone gives one to a page."""
    ecrite = BytesIO()
    Image.new("RGB", (60, 40), "green").save(ecrite, "PNG")
    return ecrite.getvalue()
