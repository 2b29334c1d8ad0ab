"""A whole register to ask questions to: the real edition, the real pages, forty fictional coops and their histories."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.raison_detre.conftest import charger_referentiel

LE_JOUR = datetime.date(2026, 6, 15)
A_MIDI = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)


@pytest.fixture(scope="class")
def registre_charge(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime.date]:
    """The register on 15 June 2026, loaded once for a class of tests that only read. Returns the day, which it is."""
    with django_db_blocker.unblock(), time_machine.travel(A_MIDI, tick=False), transaction.atomic():
        charger_referentiel()
        for commande in ("charger_contenu", "preparer_registre"):
            call_command(commande, stdout=StringIO())
        call_command("charger_demonstration", "--cooperatives=40", stdout=StringIO())
        yield LE_JOUR
        transaction.set_rollback(True)
