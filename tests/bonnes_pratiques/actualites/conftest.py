"""A site with its pages of news and dates, empty, on 15 June 2026."""

from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.raison_detre.conftest import A_MIDI, le_site_a_midi
from tests.rigueur.base import Sites


def charger_pages() -> None:
    """Load empty news and an empty agenda upon the first site, by the real commands."""
    for commande in ("preparer_registre", "preparer_actualites"):
        call_command(commande, stdout=StringIO())


@pytest.fixture(scope="class")
def pages_posees(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole first site, in French and English, with empty news and an empty agenda; it is 15 June 2026."""
    midi = time_machine.travel(A_MIDI, tick=False)
    with django_db_blocker.unblock(), midi, sites.visit("actualites", charger_pages, le_site_a_midi):
        yield
