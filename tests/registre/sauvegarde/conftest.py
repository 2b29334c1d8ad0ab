"""A site to back up, an archive of it, and another machine to restore it on."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.rigueur.base import point_to

FICHIERS = {"dossiers/lettre.pdf": b"%PDF-1.7 une lettre", "images/façade.png": b"des pixels" * 1000}


def deposer(racine: Path) -> None:
    """The files of a site."""
    for nom, octets in FICHIERS.items():
        chemin = racine / nom
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(octets)


def dire(commande: str, *arguments: str | Path) -> str:
    """What a command says. Raises the `CommandError` that it ends by."""
    dit = StringIO()
    call_command(commande, *map(str, arguments), stdout=dit)
    return dit.getvalue()


@pytest.fixture(scope="session")
def modele(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """The bytes of an archive of a site without content, with two files."""
    dossier = tmp_path_factory.mktemp("sauvegarde")
    deposer(dossier / "media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=dossier / "media"):
        call_command("sauvegarder", str(dossier / "site.tar"), stdout=StringIO())
    return (dossier / "site.tar").read_bytes()


@pytest.fixture
def base_lue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the tests, for those that write nothing in it: it needs not be put back after them."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture
def archive(modele: bytes, tmp_path: Path) -> Path:
    """An archive that a test may spoil."""
    chemin = tmp_path / "site.tar"
    chemin.write_bytes(modele)
    return chemin


@pytest.fixture
def medias(settings: Settings, tmp_path: Path) -> Path:
    """The files of the site, its own for this test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    deposer(settings.MEDIA_ROOT)
    return tmp_path / "media"


@pytest.fixture
def ailleurs(settings: Settings, tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Go to another machine: an empty database of the same engine, no file. Returns its folder of files."""
    with ExitStack() as retour:

        def partir() -> Path:
            retour.enter_context(autre_machine(tmp_path))
            settings.MEDIA_ROOT = tmp_path / "media d’ailleurs"
            return tmp_path / "media d’ailleurs"

        yield partir


@contextmanager
def autre_machine(dossier: Path) -> Iterator[None]:
    """Have Django speak to an empty database of the same engine; it is gone after the block."""
    ici, serveur = connection.settings_dict["NAME"], connection.vendor == "postgresql"
    nom = f"coophlm_ailleurs_{os.getpid()}" if serveur else str(dossier / "ailleurs.sqlite3")
    if serveur:
        demander(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)', f'CREATE DATABASE "{nom}"')
    point_to(nom)
    try:
        yield
    finally:
        point_to(ici)
        if serveur:
            demander(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')


def demander(*ordres: str) -> None:
    """Ask the server, from no database of ours."""
    connection.close()
    with connection._nodb_cursor() as curseur:
        for ordre in ordres:
            curseur.execute(ordre)


def tables() -> list[str]:
    """The tables of the database of now."""
    with connection.cursor() as curseur:
        return connection.introspection.table_names(curseur)
