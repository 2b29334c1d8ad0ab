"""A library with its pages: what public tests start from."""

import pytest

from bonnes_pratiques.models import BibliothequePage
from tests.bonnes_pratiques.factories import bibliotheque
from tests.raison_detre.conftest import site_charge  # noqa: F401 - a fixture of this room too


@pytest.fixture
def rayons(db: None) -> BibliothequePage:
    """The library's page, in French and English, under the real edition."""
    return bibliotheque()
