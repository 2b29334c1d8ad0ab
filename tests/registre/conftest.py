"""A whole register to ask questions to: the real edition, the real pages, forty fictional coops and their histories."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.raison_detre.conftest import A_MIDI, le_site_a_midi
from tests.rigueur.base import Sites
from tests.temoin_de_cache import purgees  # noqa: F401 - a fixture of this room too

LE_JOUR = datetime.date(2026, 6, 15)


def charger_registre() -> None:
    """Load forty fictional coops with their histories upon the site, by the real commands."""
    call_command("preparer_registre", stdout=StringIO())
    call_command("charger_demonstration", "--cooperatives=40", stdout=StringIO())


@pytest.fixture(scope="class")
def registre_charge(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime.date]:
    """The register on 15 June 2026, for a class of tests that only read. Returns the day, which it is."""
    midi = time_machine.travel(A_MIDI, tick=False)
    with django_db_blocker.unblock(), midi, sites.visit("registre", charger_registre, le_site_a_midi):
        yield LE_JOUR
