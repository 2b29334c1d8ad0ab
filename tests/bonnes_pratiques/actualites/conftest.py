"""A site with its pages of news and dates, empty, on 15 June 2026."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.raison_detre.conftest import charger_referentiel

A_MIDI = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)


@pytest.fixture(scope="class")
def pages_posees(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole first site, in French and English, with empty news and an empty agenda; it is 15 June 2026."""
    with django_db_blocker.unblock(), time_machine.travel(A_MIDI, tick=False), transaction.atomic():
        charger_referentiel()
        for commande in ("charger_contenu", "preparer_registre", "preparer_actualites"):
            call_command(commande, stdout=StringIO())
        yield
        transaction.set_rollback(True)
