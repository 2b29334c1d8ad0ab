"""Tests stricter than Django. Each fixture says which bug it prevents; the machinery stands in `tests/rigueur/`."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import models
from django.db.models.sql.compiler import SQLCompiler
from django.template import Engine
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from socle.dessins import atelier
from tests.rigueur import base, donnees, gabarits, html, pages

# A property is right or wrong, not fast or slow: a loaded machine must not fail it.
hypothesis_settings.register_profile("maison", deadline=None)
hypothesis_settings.load_profile("maison")

OPENS_A_DATABASE = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open no database, those that ask for a page, and those that stand in a loaded site.

    Prevents: a pure rule asked again of each database, minutes of each run; a working loop that reads the whole site,
    or loads it anew after each edit.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if not item.get_closest_marker("django_db") and not OPENS_A_DATABASE.intersection(fixtures):
            item.add_marker("sans_base")
        if pages.asks_a_page(item):
            item.add_marker("page")
        if "sites" in fixtures and not item.get_closest_marker("boucle"):
            item.add_marker("lent")


def pytest_sessionstart() -> None:
    """Prevents: garbage looked for, again and again, while all that is loaded stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Prevents: a million objects that live as long as the process looked through again by each garbage collection."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def django_db_setup(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A migrated copy of the database for this process, in a second instead of fifteen.

    Prevents: a suite too slow to run before each commit; a test that commits and, being emptied out after it, takes
    Wagtail's root page away from all the tests that follow.
    """
    database = base.base_of_process(tmp_path_factory.mktemp("base"))
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database.prepare()
        database.open()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: database.restore())
        yield
        database.drop()


@pytest.fixture(scope="session")
def sites(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[base.Sites]:
    """The sites with content, loaded once for all the classes that read them.

    Prevents: a suite that spends most of its time laying the same pages and the same coops again.
    """
    sites = base.Sites(tmp_path_factory.mktemp("sites"))
    yield sites
    with django_db_blocker.unblock():
        sites.drop()


@pytest.fixture(autouse=True)
def strict_templates() -> None:
    """Prevents: a renamed variable that leaves a hole in a page nobody looks at.

    For each test: one that changes DEBUG leaves another engine, which would say nothing to those that follow.
    """
    Engine.get_default().string_if_invalid = gabarits.Undefined()


@pytest.fixture(scope="session", autouse=True)
def strict_data() -> Iterator[None]:
    """Prevents: a list right by luck on one database and shuffled on the other; a deadline one day off at night; a text
    that SQLite keeps, and PostgreSQL refuses for want of room."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "get_order_by", donnees.order_or_shuffle)
        patch.setattr(models.DateField, "get_prep_value", donnees.day_only)
        patch.setattr(models.Field, "get_db_prep_save", donnees.text_with_room)
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_drawings() -> Iterator[None]:
    """Prevents: a PDF refused on a full machine, where what draws yields to everybody (`nice`). Its processor time and
    its memory stay bounded as they are for visitors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atelier, "SECONDES", 240)
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Prevents: a test that passes because an earlier one filled the cache."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of uploaded files for the whole session."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def own_media(settings: Settings, media_folder: Path) -> None:
    """Prevents: a test that writes among the real uploads, or finds a file there that no other machine has."""
    settings.MEDIA_ROOT = media_folder


@pytest.fixture
def client() -> html.StrictClient:
    """Prevents: a page without heading, title or language, with a script the security policy blocks, or a raw tag."""
    return html.StrictClient()


@pytest.fixture(autouse=True)
def pages_said(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents: a working loop slowed by a test that asks for a page by a way `tests/rigueur/pages.py` cannot see."""
    if not any(request.node.get_closest_marker(out_of_the_loop) for out_of_the_loop in ("page", "lent")):
        monkeypatch.setattr("django.test.Client.request", pages.refuse)


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Prevents: a test that reads an English page and leaves the next one reading English."""
    translation.activate("fr")
