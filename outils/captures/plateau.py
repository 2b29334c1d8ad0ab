"""Where the pictures are taken: a site of this process, with demonstration content, on a day that never changes."""

import contextlib
import datetime
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from playwright.sync_api import Browser, Page, expect, sync_playwright

from outils.captures.personne import PATIENCE
from outils.navigateur import launch

ROOT = Path(__file__).resolve().parents[2]
PARIS = ZoneInfo("Europe/Paris")
# Two days apart, so that a picture says « il y a 2 jours » however long the content took to load.
LOADED_AT = datetime.datetime(2026, 11, 14, 9, 30, tzinfo=PARIS)
TAKEN_AT = datetime.datetime(2026, 11, 16, 14, 30, tzinfo=PARIS)
GROUPS = {"edition": "Édition", "publication": "Publication", "administration": "Administration"}


@contextlib.contextmanager
def plateau() -> Iterator[dict[str, Page]]:
    """Load the site, serve it, let one person of each group in; yield their pages, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="captures-") as folder:
        _prepare_django(folder)
        with time_machine.travel(LOADED_AT):
            _load()
        with time_machine.travel(TAKEN_AT), _served() as address, _browser() as chromium:
            yield {account: _logged_in(chromium, address, account) for account in GROUPS}


def _prepare_django(folder: str) -> None:
    """Point the settings at a database, media and mails of this run. Nothing of the developer's own site is touched."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # playwright keeps a loop running in this thread
        "DATABASE_URL": f"sqlite:///{folder}/guide.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "EMAIL_URL": "dummy:",
    }
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def _load() -> None:
    """Fill the site as `make run` does; add the accounts and a picture. Raises `RuntimeError` when it cannot be."""
    from outils import charger

    if obstacle := charger.load():
        raise RuntimeError(obstacle)

    from django.contrib.auth.models import Group
    from django.core.files.base import ContentFile
    from PIL import Image

    from socle.models import SiteImage, User

    for account, group in GROUPS.items():
        user = User.objects.create_user(f"{account}@example.org", first_name="Compte", last_name=group)
        user.groups.add(Group.objects.get(name=group))
    picture = Path(os.environ["MEDIA_ROOT"]) / "facade.jpg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(picture)
    SiteImage.objects.create(title="Résidence, façade sur rue", file=ContentFile(picture.read_bytes(), "facade.jpg"))


@contextlib.contextmanager
def _served() -> Iterator[str]:
    """Serve the site in a thread, at a free port."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@contextlib.contextmanager
def _browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


def _logged_in(chromium: Browser, address: str, account: str) -> Page:
    """Open a page in which this account is logged in."""
    from django.test import Client

    from socle.models import User

    client = Client()
    client.force_login(User.objects.get(email=f"{account}@example.org"))
    context = chromium.new_context(
        base_url=address, viewport={"width": 1200, "height": 780}, locale="fr-FR", timezone_id="Europe/Paris"
    )
    context.clock.install(time=TAKEN_AT)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page
