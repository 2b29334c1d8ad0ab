"""A migrated database in a second: migrations run once per schema, every test process copies the result.

The copy also puts the database back after a test that commits. Django's own way, emptying every table, would take
Wagtail's root page and languages with it and break every later test of the process.

A site with its content is kept the same way: loaded once per state of the sources, and per day, not once per class.
"""

import datetime
import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.hooks import search_for_hooks
from wagtail.snippets.models import get_snippet_models

from config.environment import BASE_DIR, VAR_DIR
from socle.comptes.noms_des_droits import nommer_les_droits

CACHE = VAR_DIR / "tests"
KEPT_SECONDS = 3 * 24 * 3600
ROOMS = ("site", "raison_detre", "registre", "bonnes_pratiques")
LOADERS = ("*/conftest.py", "*/*/conftest.py", "*/factories.py")  # the only tests' files that write a kept site
NAMES_OF_RIGHTS = "site/socle/comptes/noms_des_droits.py"
DECIDES_CONTENT = {".py", ".yaml", ".json", ".csv", ".mo"}


@dataclass(frozen=True)
class Recipe:
    """How a kept database is made: its name, a hash of all that decides its rows, who writes them, upon which other."""

    name: str
    key: str
    write: Callable[[], None]
    upon: "Recipe | None" = None


def schema_key() -> str:
    """Return a hash of all that decides the migrated database.

    Apps, their migrations, locked versions, settings, the guards laid after them; and snippets, each of which Wagtail
    gives permissions.
    """
    digest = hashlib.sha256()

    search_for_hooks()  # where snippets are registered
    digest.update(" ".join(sorted(model._meta.label for model in get_snippet_models())).encode())

    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        digest.update(app.label.encode())
        for migration in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(migration.name.encode() + migration.read_bytes())
    for source in ("uv.lock", "site/config/settings/base.py", "registre/gardes.py", NAMES_OF_RIGHTS):
        digest.update((BASE_DIR / source).read_bytes())
    return digest.hexdigest()[:16]


def content_key() -> str:
    """Return a hash of all that may decide a loaded site: the schema, our sources and data, who loads it, the day."""
    digest = hashlib.sha256(f"{schema_key()} {datetime.date.today()}".encode())  # noqa: DTZ011 - a new day, no more
    sources = (path for room in ROOMS for path in (BASE_DIR / room).rglob("*") if path.suffix in DECIDES_CONTENT)
    loaders = (path for pattern in LOADERS for path in (BASE_DIR / "tests").glob(pattern))
    for path in sorted([*sources, *loaders]):
        digest.update(str(path.relative_to(BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def point_to(name: str) -> None:
    """Make Django's connection open this database from now on. What caches hold is of the one it leaves."""
    connection.close()
    connection.settings_dict["NAME"] = name
    for cache in caches.all(initialized_only=True):
        cache.clear()


def migrate() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # third-party migrations are history, nobody will rewrite them
        call_command("migrate", verbosity=0, interactive=False)
    list(nommer_les_droits())  # hundreds of rows, which every test of a group would write again


def schema() -> Recipe:
    """The recipe of a site without content."""
    return Recipe("schema", schema_key(), migrate)


def loaded(name: str, load: Callable[[], None], upon: Callable[[], Recipe] = schema) -> Recipe:
    """The recipe of a site with the content that `load` writes, in an empty site or upon another loaded one."""
    return Recipe(name, content_key(), load, upon=upon())


def write(recipe: Recipe, name: str) -> None:
    """Carry out the recipe in the database of this name."""
    before = connection.settings_dict["NAME"]
    point_to(name)
    recipe.write()
    point_to(before)


class KeptBase(ABC):
    """A database that some process makes and all copy."""

    @contextmanager
    def _made(self, recipe: Recipe) -> Iterator[None]:
        """Hold the kept database of this recipe, made if no process did yet: those that want it wait, none replaces it.

        One lock for each recipe and kind of database.
        """
        CACHE.mkdir(parents=True, exist_ok=True)
        with (CACHE / f"{recipe.name}.{connection.vendor}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._is_made(recipe):
                self._build(recipe)
            yield

    @abstractmethod
    def _is_made(self, recipe: Recipe) -> bool: ...

    @abstractmethod
    def _build(self, recipe: Recipe) -> None: ...


class SQLiteBase(KeptBase):
    """One file per test process, copied page by page from the kept one."""

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        self.recipe = recipe
        self.model = self._model(recipe)
        self.path = folder / f"{recipe.name}.sqlite3"

    def prepare(self) -> None:
        """Make the kept database if no process did yet, then copy it."""
        with self._made(self.recipe):
            shutil.copyfile(self.model, self.path)

    def restore(self) -> None:
        """Put every table back as the recipe left it."""
        connection.close()
        source, target = sqlite3.connect(self.model), sqlite3.connect(self.path, timeout=20)
        source.backup(target)
        source.close()
        target.close()

    def open(self) -> None:
        """Make Django's connection use this database from now on."""
        point_to(str(self.path))

    def url(self) -> str:
        """The DATABASE_URL of this database."""
        return f"sqlite:///{self.path}"

    def drop(self) -> None:
        """Leave nothing: the folder is pytest's own."""
        connection.close()

    def _model(self, recipe: Recipe) -> Path:
        return CACHE / f"{recipe.name}-{recipe.key}.sqlite3"

    def _is_made(self, recipe: Recipe) -> bool:
        return self._model(recipe).exists()

    def _build(self, recipe: Recipe) -> None:
        self._forget_old_ones(recipe)
        model = self._model(recipe)
        draft = model.with_suffix(".building")

        for leftover in CACHE.glob(f"{draft.name}*"):
            leftover.unlink()
        if recipe.upon is not None:
            with self._made(recipe.upon):
                shutil.copyfile(self._model(recipe.upon), draft)
        write(recipe, str(draft))
        with sqlite3.connect(draft) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        draft.rename(model)

    def _forget_old_ones(self, recipe: Recipe) -> None:
        kept_seconds = 0 if recipe.upon else KEPT_SECONDS  # content changes at each edit, a schema comes back
        for old in CACHE.glob(f"{recipe.name}-*.sqlite3"):
            if old.stat().st_mtime < time.time() - kept_seconds:
                old.unlink()


class PostgresBase(KeptBase):
    """One database per test process, made from a kept template database."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.model = self._model(recipe)
        self.name = f"coophlm_test_{recipe.name}_{os.getpid()}"

    def prepare(self) -> None:
        """Make the template if no process did yet, then copy it."""
        with self._made(self.recipe):
            self.restore()

    def restore(self) -> None:
        """Put every table back as the recipe left it."""
        connection.close()
        self._create(self.name, f' TEMPLATE "{self.model}"')

    def open(self) -> None:
        """Make Django's connection use this database from now on."""
        point_to(self.name)

    def url(self) -> str:
        """The DATABASE_URL of this database."""
        server = connection.settings_dict
        login = quote(server["USER"]) + (f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else "")
        return f"postgres://{login}@{server['HOST']}:{server['PORT'] or 5432}/{self.name}"

    def drop(self) -> None:
        connection.close()
        self._server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _model(self, recipe: Recipe) -> str:
        return f"coophlm_{recipe.name}_{recipe.key}"

    def _build(self, recipe: Recipe) -> None:
        model = self._model(recipe)
        draft = f"{model}_building"

        if recipe.upon is None:
            self._create(draft)
        else:
            with self._made(recipe.upon):
                self._create(draft, f' TEMPLATE "{self._model(recipe.upon)}"')
        write(recipe, draft)
        self._server(f'ALTER DATABASE "{draft}" RENAME TO "{model}"')
        if recipe.upon is not None:
            self._forget_the_one_before(recipe)

    def _forget_the_one_before(self, recipe: Recipe) -> None:
        """Drop the content this folder kept before: other folders share the server, and theirs stays."""
        last = CACHE / f"{recipe.name}.postgres"
        if last.exists():
            self._server(f'DROP DATABASE IF EXISTS "{last.read_text()}" WITH (FORCE)')
        last.write_text(self._model(recipe))

    def _create(self, name: str, template: str = "") -> None:
        self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"{template}')

    def _server(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _is_made(self, recipe: Recipe) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._model(recipe)])
            return cursor.fetchone() is not None


def base_of_process(folder: Path, recipe: Recipe | None = None) -> SQLiteBase | PostgresBase:
    """Return this process's copy of a kept database, the bare schema by default; `folder` is its own, for a file."""
    recipe = recipe or schema()
    return SQLiteBase(folder, recipe) if connection.vendor == "sqlite" else PostgresBase(recipe)


class Sites:
    """The loaded sites this process has copied, each once: those who visit one undo what they write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copies: dict[str, SQLiteBase | PostgresBase] = {}

    @contextmanager
    def visit(self, name: str, load: Callable[[], None], upon: Callable[[], Recipe] = schema) -> Iterator[None]:
        """Stand in the site that `load` writes `upon` another; leave it as it was found, and the connection too."""
        if name not in self.copies:
            copy = base_of_process(self.folder, loaded(name, load, upon))
            copy.prepare()
            self.copies[name] = copy

        before = connection.settings_dict["NAME"]

        self.copies[name].open()
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            point_to(before)

    def drop(self) -> None:
        for copy in self.copies.values():
            copy.drop()
