"""A library with its pages: what public tests start from."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from bonnes_pratiques.models import BibliothequePage
from tests.bonnes_pratiques.factories import bibliotheque
from tests.raison_detre.conftest import le_site, site_charge  # noqa: F401 - a fixture of this room too
from tests.rigueur.base import Sites
from tests.temoin_de_cache import purgees  # noqa: F401 - a fixture of this room too


def charger_rayons() -> None:
    """Load the library's page upon the site, by the real command."""
    call_command("preparer_bibliotheque", stdout=StringIO())


@pytest.fixture(scope="class")
def rayons_poses(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The library's page, in French and English, under the real edition, loaded once."""
    with django_db_blocker.unblock(), sites.visit("rayons", charger_rayons, le_site):
        yield


@pytest.fixture
def rayons(rayons_poses: None, db: None) -> BibliothequePage:
    """The library's page in French."""
    return bibliotheque()
