"""A real site, with the content `make run` loads, served by a real server and read in a real browser."""

import csv
import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from config.environment import BASE_DIR
from tests.rigueur import base

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # tests run as root in a container, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]
SECONDS_TO_START = 60
# Pages made alike: one of each kind is enough, per language.
ALIKE = (
    re.compile(r"(.*)/\d+-[^/]+/$"),
    re.compile(r"(.*/registre/labels)/[^/]+/$"),
    re.compile(r"(.*/actualites)/[^/]+/$"),
    re.compile(r"(.*/agenda)/(?!atelier-|seminaire-)[^/]+/$"),
    re.compile(r"(.*/bonnes-pratiques)/(?!classeur/)[^/]+/$"),
    re.compile(r"(.*/registre)/(?!(?:donnees|verifier|barometre)/)[^/]+/$"),
)
REGISTER = [
    "/registre/?vue=tableau",
    "/registre/?vue=carte",
    "/registre/?au=2023-06-30",
    "/registre/?q=zzz",
    "/registre/?page=-1",
    "/registre/verifier/?q=fictive",
    "/registre/labels/QC-1999-0001/",
    "/bonnes-pratiques/?q=zzz&stade=aboutie",
    "/bonnes-pratiques/?tri=reprises",
    "/bonnes-pratiques/?page=-1",
    "/bonnes-pratiques/classeur/",
    "/bonnes-pratiques/classeur/?fiches=999999",
]
NEWS_AND_DATES = [
    "/actualites/?etiquette=qualicoop",
    "/actualites/?etiquette=inconnue",
    "/agenda/?page=0",
]
SEARCH = [
    "/recherche/?q=locatiare",
    "/recherche/?q=zzyzx",
    "/recherche/?q=fictif&genre=cooperatives",
    "/en/recherche/?q=axis",
]
NOT_A_PAGE = re.compile(r"/(admin|documents|media|static)/|.*\.\w+$")


@pytest.fixture(scope="session")
def site_database(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a database of its own, migrated; the tests' own transactions never reach the server."""
    folder = tmp_path_factory.mktemp("site")
    copy = base.base_of_process(folder)
    if isinstance(copy, base.PostgresBase):
        copy.name = f"coophlm_browser_{os.getpid()}"
    with django_db_blocker.unblock():
        copy.prepare()
    yield copy.url()
    with django_db_blocker.unblock():
        copy.drop()


@pytest.fixture(scope="session")
def site(site_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with the content of `make run`, static files collected, DEBUG off."""
    folder = tmp_path_factory.mktemp("serveur")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": site_database,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SITE_URL": address,
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }
    compress = ["-m", "whitenoise.compress", "--quiet", environment["STATIC_ROOT"]]  # as production's storage does
    for step in (["outils/charger.py"], ["manage.py", "collectstatic", "--no-input", "--verbosity=0"], compress):
        subprocess.run([sys.executable, *step], cwd=BASE_DIR, env=environment, check=True)  # noqa: S603
    server = subprocess.Popen(  # noqa: S603
        [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            "--chdir",
            str(BASE_DIR / "site"),
            "--pythonpath",
            str(BASE_DIR),
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
            "--log-level",
            "warning",
        ],
        env=environment,
    )
    wait_for(address)
    yield address
    server.terminate()
    server.wait()


def wait_for(address: str) -> None:
    """Return once the server answers. Raises `TimeoutError` when it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=10)  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} does not answer.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    # Playwright runs an event loop in this thread, where Django would then refuse every query of the other tests.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        assert Path(CHROMIUM).exists(), f"Chromium is not at {CHROMIUM}: install it, or set CHROMIUM to its path."
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A new tab without history; every script error fails the test."""
    errors: list[str] = []
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def addresses(site: str) -> list[str]:
    """The pages reached from either home page (one of each kind), a coop of each status, the login, two errors."""
    errors = ["/page-qui-n-existe-pas/", "/en/page-qui-n-existe-pas/"]
    return [
        *dict.fromkeys(
            [
                *reachable_pages(site),
                *one_coop_per_status(site),
                *REGISTER,
                *NEWS_AND_DATES,
                *SEARCH,
                "/compte/login/",
                *errors,
            ]
        )
    ]


def one_coop_per_status(site: str) -> list[str]:
    """The page of a coop of each public status, as the open file names them."""
    with urllib.request.urlopen(f"{site}/registre/donnees/registre.csv", timeout=30) as answer:  # noqa: S310 - our own
        rows = csv.DictReader(io.TextIOWrapper(answer, "utf-8"))
        return [*{row["statut"]: urlsplit(row["url"]).path for row in rows}.values()]


def reachable_pages(site: str) -> list[str]:
    """Follow links from the home pages; return each page's path, in the order found."""
    waiting, found, kinds = ["/", "/en/"], list[str](), set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = next((f"{alike.pattern} {match[1]}" for alike in ALIKE if (match := alike.match(path))), path)
        if kind in kinds:
            continue
        kinds.add(kind)
        with urllib.request.urlopen(site + path, timeout=30) as answer:  # noqa: S310 - our own address
            if answer.headers.get_content_type() != "text/html":
                continue
            html = BeautifulSoup(answer.read(), "html.parser")
        found.append(path)
        links = [urlsplit(urljoin(site + path, str(link["href"]))) for link in html.select("a[href]")]
        waiting += [link.path for link in links if f"http://{link.netloc}" == site and not NOT_A_PAGE.match(link.path)]
    return found
