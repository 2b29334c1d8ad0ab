"""The site and the people of the journey."""

import datetime
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import DjangoDbBlocker

from tests.browser.parcours.acteurs import ATTENTE, Monde
from tests.browser.parcours.serveur import servir, site_a_l_heure
from tests.rigueur import base
from tests.rigueur.site_servi import free_port

PREMIER_JOUR = datetime.date(2027, 1, 4)
EXPECT_PATIENCE = 5_000  # milliseconds: Playwright's own


@pytest.fixture
def monde(
    django_db_setup: None,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Monde]:
    """An empty register served on its first day, with the accounts of the Federation and of the committee."""
    dossier = tmp_path_factory.mktemp("parcours")
    copie = base.base_of_process(dossier)
    if isinstance(copie, base.PostgresBase):
        copie.name = f"coophlm_parcours_{os.getpid()}"
    with django_db_blocker.unblock():
        copie.prepare()

    site = site_a_l_heure(copie.url(), dossier, free_port())
    site.horloge.mettre(PREMIER_JOUR)
    site.commander("preparation")
    expect.set_options(timeout=ATTENTE)
    with servir(site):
        yield Monde(browser, site)
    expect.set_options(timeout=EXPECT_PATIENCE)

    with django_db_blocker.unblock():
        copie.drop()
