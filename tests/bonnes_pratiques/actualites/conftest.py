"""A site with its pages of news and dates, empty, on 15 June 2026."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.raison_detre.conftest import charger_site
from tests.rigueur.base import Sites

A_MIDI = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)


def charger_pages() -> None:
    """Load the first site with empty news and an empty agenda, by the real commands."""
    charger_site()
    for commande in ("preparer_registre", "preparer_actualites"):
        call_command(commande, stdout=StringIO())


@pytest.fixture(scope="class")
def pages_posees(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole first site, in French and English, with empty news and an empty agenda; it is 15 June 2026."""
    midi = time_machine.travel(A_MIDI, tick=False)
    with django_db_blocker.unblock(), midi, sites.visit("actualites", charger_pages):
        yield
