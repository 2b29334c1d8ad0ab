"""What the tests of the Raison d'être share."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from config.environment import BASE_DIR
from raison_detre import verrou
from raison_detre.models import Referentiel
from tests.raison_detre.factories import ReferentielFactory
from tests.rigueur.base import Recipe, Sites, loaded

A_MIDI = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)  # where some tests stop the clock
REFERENTIEL = BASE_DIR / "raison_detre" / "donnees" / "raison_detre_2021.yaml"


def charger_referentiel() -> None:
    """Load the 2021 edition by the real command."""
    call_command("charger_referentiel", str(REFERENTIEL), stdout=StringIO())


@pytest.fixture(scope="class")
def referentiel_pose(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The 2021 edition and nothing else, loaded once."""
    with django_db_blocker.unblock(), sites.visit("edition", charger_referentiel):
        yield


@pytest.fixture
def referentiel_charge(referentiel_pose: None, db: None) -> None:
    """The 2021 edition and nothing else: a site before its first content."""


def charger_edition_complete() -> None:
    """Write an edition of three axes and six engagements, all published."""
    ReferentielFactory.create(complet=2, engagements_minimum=6)


@pytest.fixture(scope="class")
def edition_posee(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An edition of three axes and six engagements and nothing else, written once."""
    with django_db_blocker.unblock(), sites.visit("edition-complete", charger_edition_complete):
        yield


def charger_site() -> None:
    """Load the first site by the real commands."""
    charger_referentiel()
    call_command("charger_contenu", stdout=StringIO())


def le_site() -> Recipe:
    """The recipe of the first site, upon which others are loaded."""
    return loaded("site", charger_site)


def le_site_a_midi() -> Recipe:
    """The same for those who stop the clock at noon, on 15 June 2026: what is loaded bears that day."""
    return loaded("site_a_midi", charger_site)


@pytest.fixture(scope="class")
def site_charge(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole first site: every test of the class starts from it and undoes its own changes."""
    with django_db_blocker.unblock(), sites.visit("site", charger_site):
        yield


@pytest.fixture
def ecrire(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the real file with pieces of its text replaced."""

    def ecrire(*remplacements: tuple[str, str]) -> Path:
        texte = REFERENTIEL.read_text(encoding="utf-8")
        for avant, apres in remplacements:
            assert avant in texte
            texte = texte.replace(avant, apres, 1)
        fichier = tmp_path / "edition.yaml"
        fichier.write_text(texte, encoding="utf-8")
        return fichier

    return ecrire


@pytest.fixture
def en_service(monkeypatch: pytest.MonkeyPatch) -> Callable[[Referentiel], Referentiel]:
    """Return a function that makes an edition serve, as a room above would say it."""
    servies: set[uuid.UUID] = set()
    monkeypatch.setattr(verrou, "_usages", [servies.__contains__])

    def en_service(edition: Referentiel) -> Referentiel:
        servies.add(edition.translation_key)
        return edition

    return en_service
