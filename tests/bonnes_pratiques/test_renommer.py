"""A page renamed or moved is found at its old addresses: its own, and all those inside it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from bonnes_pratiques.models import BibliothequePage
from raison_detre.models import EngagementsPage, ManifestePage
from tests.bonnes_pratiques.actualites.conftest import pages_posees  # noqa: F401 - a fixture of this room too
from tests.bonnes_pratiques.actualites.factories import actualite, rendez_vous
from tests.bonnes_pratiques.factories import fiche

Renommer = Callable[[Page, str], Page]
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]


@pytest.fixture
def renommer(django_capture_on_commit_callbacks: Callable[..., Any]) -> Renommer:
    """Publish a page under another slug; return it as it now is. Wagtail makes its redirects once it is committed."""

    def publier(page: Page, slug: str) -> Page:
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        page.refresh_from_db()
        return page

    return publier


def suivre(client: Client, adresse: str) -> str:
    """Follow one permanent redirect, to an address that answers; return it."""
    reponse = client.get(adresse)
    assert reponse.status_code == 301, adresse
    assert client.get(reponse.headers["Location"], follow=True).status_code == 200, reponse.headers["Location"]
    return reponse.headers["Location"]


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_engagements_and_older_editions_follow_their_page(
    rayons: BibliothequePage, renommer: Renommer, client: Client, langue: str
) -> None:
    page = EngagementsPage.objects.get(locale__language_code=langue)
    avant = page.url
    suites = [vue.suites[langue] for vue in page.sous_pages()] or ["1-une-ancienne-adresse/"]
    apres = renommer(page, "nos-promesses").url
    assert suivre(client, avant) == apres
    for suite in [*suites, "edition/2021/"]:
        assert suivre(client, avant + suite).startswith(apres)


@pytest.mark.lent
def test_the_manifestos_files_follow_it(rayons: BibliothequePage, renommer: Renommer, client: Client) -> None:
    page = ManifestePage.objects.get(locale__language_code="fr")
    avant = page.url
    apres = renommer(page, "notre-raison-d-etre").url
    for suite in ("texte.pdf", "affiche.pdf", "edition/2021/texte.pdf"):
        assert suivre(client, avant + suite) == apres + suite


def test_a_sheets_file_follows_it_through_two_names(
    rayons: BibliothequePage, renommer: Renommer, client: Client
) -> None:
    une = fiche("Diviser les charges")
    premier = une.url
    deuxieme = renommer(une, "deux").url
    dernier = renommer(une, "trois").url
    for adresse in (premier, deuxieme):
        assert suivre(client, f"{adresse}fiche.pdf") == f"{dernier}fiche.pdf"


@pytest.mark.usefixtures("pages_posees")
def test_an_events_calendar_follows_it_and_the_question_is_kept(renommer: Renommer, client: Client) -> None:
    date = rendez_vous("Séminaire", debute_le=datetime.date(2026, 9, 1))
    avant = date.url
    apres = renommer(date, "journee-d-ete").url
    assert suivre(client, f"{avant}evenement.ics?source=lettre") == f"{apres}evenement.ics?source=lettre"


@pytest.mark.usefixtures("pages_posees")
def test_what_never_stood_there_is_still_not_found(client: Client) -> None:
    nouvelle = actualite("Une nouvelle")
    avant = nouvelle.url
    nouvelle.unpublish()
    assert client.get(f"{avant}evenement.ics").status_code == 404
    assert client.get("/nulle/part/du/tout/").status_code == 404


@pytest.mark.usefixtures("pages_posees")
def test_a_withdrawn_page_leads_nowhere_under_its_old_name(renommer: Renommer, client: Client) -> None:
    date = rendez_vous("Séminaire", debute_le=datetime.date(2026, 9, 1))
    avant = date.url
    renommer(date, "journee-d-ete").unpublish()
    assert client.get(f"{avant}evenement.ics").status_code == 404
