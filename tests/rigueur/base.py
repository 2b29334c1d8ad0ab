"""A migrated database in a second: migrations run once per schema, every test process copies the result.

The copy also puts the database back after a test that commits. Django's own way, emptying every table, would take
Wagtail's root page and languages with it and break every later test of the process.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from wagtail.hooks import search_for_hooks
from wagtail.snippets.models import get_snippet_models

from config.environment import BASE_DIR, VAR_DIR

CACHE = VAR_DIR / "tests"
KEPT_SECONDS = 3 * 24 * 3600


def schema_key() -> str:
    """Return a hash of all that decides the migrated database.

    Apps, their migrations, locked versions, settings; and snippets, each of which Wagtail gives permissions.
    """
    digest = hashlib.sha256()
    search_for_hooks()  # where snippets are registered
    digest.update(" ".join(sorted(model._meta.label for model in get_snippet_models())).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        digest.update(app.label.encode())
        for migration in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(migration.name.encode() + migration.read_bytes())
    for source in ("uv.lock", "site/config/settings/base.py"):
        digest.update((BASE_DIR / source).read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def built_once() -> Iterator[None]:
    """Let one process at a time build: the others wait, then find the schema made."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "schema.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def point_to(name: str) -> None:
    """Make Django's connection open this database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name


def migrate(name: str) -> None:
    """Run every migration in the database of this name."""
    point_to(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # third-party migrations are history, nobody will rewrite them
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()


class SQLiteBase:
    """One file per test process, copied page by page from the migrated one."""

    def __init__(self, folder: Path) -> None:
        self.model = CACHE / f"schema-{schema_key()}.sqlite3"
        self.path = folder / "test.sqlite3"

    def prepare(self) -> None:
        """Migrate if no process did yet, then copy."""
        with built_once():
            if not self.model.exists():
                self._forget_old_ones()
                draft = self.model.with_suffix(".building")
                for leftover in CACHE.glob(f"{draft.name}*"):
                    leftover.unlink()
                migrate(str(draft))
                with sqlite3.connect(draft) as database:
                    database.execute("PRAGMA journal_mode=DELETE")
                draft.rename(self.model)
        shutil.copyfile(self.model, self.path)
        point_to(str(self.path))

    def restore(self) -> None:
        """Put every table back as migrations left it."""
        connection.close()
        source, target = sqlite3.connect(self.model), sqlite3.connect(self.path, timeout=20)
        source.backup(target)
        source.close()
        target.close()

    def url(self) -> str:
        """The DATABASE_URL of this database."""
        return f"sqlite:///{self.path}"

    def drop(self) -> None:
        """Leave nothing: the folder is pytest's own."""
        connection.close()

    def _forget_old_ones(self) -> None:
        for old in CACHE.glob("schema-*.sqlite3"):
            if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink()


class PostgresBase:
    """One database per test process, made from a migrated template database."""

    def __init__(self) -> None:
        self.model = f"coophlm_schema_{schema_key()}"
        self.name = f"coophlm_test_{os.getpid()}"

    def prepare(self) -> None:
        """Migrate if no process did yet, then copy."""
        with built_once():
            if not self._exists(self.model):
                draft = f"{self.model}_building"
                self._server(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)', f'CREATE DATABASE "{draft}"')
                migrate(draft)
                self._server(f'ALTER DATABASE "{draft}" RENAME TO "{self.model}"')
            self.restore()
        point_to(self.name)

    def restore(self) -> None:
        """Put every table back as migrations left it."""
        connection.close()
        self._server(
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.model}"',
        )

    def url(self) -> str:
        """The DATABASE_URL of this database."""
        server = connection.settings_dict
        login = quote(server["USER"]) + (f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else "")
        return f"postgres://{login}@{server['HOST']}:{server['PORT'] or 5432}/{self.name}"

    def drop(self) -> None:
        """Remove this process's database."""
        connection.close()
        self._server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _server(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _exists(self, name: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None


def base_of_process(folder: Path) -> SQLiteBase | PostgresBase:
    """Return the database of this process for the engine in use; `folder` is its own, for a file."""
    return SQLiteBase(folder) if connection.vendor == "sqlite" else PostgresBase()
