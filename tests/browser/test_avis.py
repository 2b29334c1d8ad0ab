"""An expert opens their link where nobody is logged in, answers, and corrects: the form leaves and arrives."""

import json

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.comptes import run
from tests.rigueur.rendu import NARROWEST, faults_for_axe

pytestmark = pytest.mark.lent

PREPARER = """
import json
from registre.models import Candidature
from tests.registre.avis.monde import JETON, demande_de, version_de
demande_de(version_de(Candidature.objects.filter(cooperative__dossiers=None).earliest("pk")))
print(json.dumps({"lien": f"/avis/{JETON}/"}))
"""
LIRE = """
from registre.avis.models import DemandeDAvis
lue = DemandeDAvis.objects.get()
print([lue.texte, lue.corrige_le is not None])
"""


def test_an_expert_answers_and_corrects_on_a_narrow_screen(browser: Browser, site: str, site_database: str) -> None:
    lien = json.loads(run(site_database, PREPARER))["lien"]
    contexte = browser.new_context(base_url=site, locale="fr-FR")
    page = contexte.new_page()
    page.goto(lien)
    assert faults_for_axe(page) == []
    page.set_viewport_size({"width": NARROWEST, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST

    page.get_by_role("textbox", name="Votre avis").fill("Oui.")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_role("heading", name="Merci, votre avis est reçu")).to_be_visible()
    page.get_by_role("textbox", name="Votre avis").fill("Non.")
    page.get_by_role("button", name="Corriger mon avis").click()
    expect(page.get_by_text("corrigé le")).to_be_visible()
    assert faults_for_axe(page) == []
    contexte.close()
    assert run(site_database, LIRE).strip() == "['Non.', True]"
