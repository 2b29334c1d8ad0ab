"""The kit's page in each case, as a member sees it: held to what is asked of every public page.

Its weight is that of the interface's own bound: it shows the pieces, which are pictures.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.comptes import PASSWORD, log_in, run
from tests.rigueur.clavier import faults_for_tab
from tests.rigueur.rendu import NARROWEST, faults_for_axe, faults_for_the_validator, first_visit

pytestmark = pytest.mark.rendu

MEMBER = "kit.navigateur@example.org"
MOST_BYTES = 150_000
DRAWING = 120_000  # milliseconds: who opens the page first has its pieces drawn, which yields to all else
INHABIT = f"""
import json
from django.utils import timezone
from registre.models import Membre, PeriodeDeStatut, Role
from tests.bonnes_pratiques.espace.habiter import compte
au, personne, pages = timezone.localdate(), None, []
for statut in ("labellisee", "engagee", "suspendue", "echue", ""):
    periodes = PeriodeDeStatut.objects.filter(statut=statut, du__lte=au, jusqu_au__gte=au).order_by("pk")
    periode = periodes.first()
    if periode is None:
        continue
    if personne is None:
        personne = compte(periode.cooperative, {MEMBER!r}, Role.CONTRIBUTEUR, {PASSWORD!r})
    else:
        Membre.objects.create(user=personne, cooperative=periode.cooperative, role=Role.CONTRIBUTEUR, depuis=au)
    pages.append(f"/espace/{{periode.cooperative.slug}}/promouvoir/")
print(json.dumps(pages))
"""


@pytest.fixture(scope="module")
def pages(site: str, site_database: str) -> list[str]:
    """The kit's page of a coop in each case: a label in force, engaged, suspended, lapsed, none."""
    return json.loads(run(site_database, INHABIT))


@pytest.fixture
def member(browser: Browser, site: str, pages: list[str]) -> Iterator[Page]:
    """A tab of a member of these coops."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.set_default_navigation_timeout(DRAWING)
    tab = context.new_page()
    tab.goto("/espace/")
    log_in(tab, MEMBER)
    tab.wait_for_url("**/espace/")
    yield tab
    context.close()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(member: Page, pages: list[str]) -> None:
    found: dict[str, Any] = {}
    for path in pages:
        member.goto(path)
        faults = faults_for_axe(member)
        member.set_viewport_size({"width": NARROWEST, "height": 900})
        width = member.evaluate("document.documentElement.scrollWidth")
        if faults or width > NARROWEST:
            found[path] = (width, faults)
    assert len(pages) >= 4
    assert found == {}


def test_the_page_is_walked_by_keyboard_valid_and_light(
    member: Page, site: str, pages: list[str], tmp_path: Path
) -> None:
    assert faults_for_tab(member, pages[:2], 360) == {}
    served = {path: member.request.get(path).body() for path in pages}
    assert faults_for_the_validator(served, tmp_path) == set()
    visit = first_visit(member, pages[0])
    assert sum(visit.bytes_by_type.values()) <= MOST_BYTES
    assert [url for url in visit.urls if not url.startswith(site)] == []
