"""A real site, with the content `make run` loads, served by a real server and read in a real browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from outils.navigateur import launch
from tests.rigueur import base
from tests.rigueur.adresses import pages_to_look_at
from tests.rigueur.site_servi import serve


@pytest.fixture(scope="session")
def site_database(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a database of its own, migrated; the tests' own transactions never reach the server."""
    folder = tmp_path_factory.mktemp("site")
    copy = base.base_of_process(folder)

    if isinstance(copy, base.PostgresBase):
        copy.name = f"coophlm_browser_{os.getpid()}"

    with django_db_blocker.unblock():
        copy.prepare()
    yield copy.url()
    with django_db_blocker.unblock():
        copy.drop()


@pytest.fixture(scope="session")
def site(site_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with the content of `make run`, static files collected, DEBUG off."""
    with serve(site_database, tmp_path_factory.mktemp("serveur")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    # Playwright runs an event loop in this thread, where Django would then refuse every query of the other tests.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A new tab without history; every script error fails the test."""
    errors: list[str] = []
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def addresses(site: str) -> list[str]:
    """The pages reached from either home page (one of each kind), a coop of each status, the login, two errors."""
    return pages_to_look_at(site)
