"""What the tests of the Raison d'être share."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from config.environment import BASE_DIR

REFERENTIEL = BASE_DIR / "raison_detre" / "donnees" / "raison_detre_2021.yaml"


def charger_referentiel() -> None:
    """Load the 2021 edition by the real command."""
    call_command("charger_referentiel", str(REFERENTIEL), stdout=StringIO())


@pytest.fixture
def referentiel_charge(db: None) -> None:
    """The 2021 edition and nothing else: a site before its first content."""
    charger_referentiel()


@pytest.fixture(scope="class")
def site_charge(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole first site, loaded once for a class: every test starts from it and undoes its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        charger_referentiel()
        call_command("charger_contenu", stdout=StringIO())
        yield
        transaction.set_rollback(True)
