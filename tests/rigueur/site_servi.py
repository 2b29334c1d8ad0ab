"""The site with the content of `make run`, static files collected, served as production does, pages compressed."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.environment import BASE_DIR

SECONDS_TO_START = 60


@contextmanager
def serve(database: str, folder: Path) -> Iterator[str]:
    """Load the content into `database` (its address), serve it on a free port and give the site's address.

    Files and media go to `folder`. Stops what it started. Raises `TimeoutError` when the site does not start.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SITE_URL": address,
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "KEYS_ROOT": str(folder / "cles"),
        "KEYS_PASSPHRASE": "of a site that lives as long as a test",
    }
    prepare(environment)

    server = subprocess.Popen(  # noqa: S603
        [
            *(sys.executable, "-m", "gunicorn", "tests.rigueur.compression", "--chdir", str(BASE_DIR / "site")),
            *("--pythonpath", str(BASE_DIR), "--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning"),
        ],
        env=environment,
    )
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """Return a port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare(environment: dict[str, str]) -> None:
    """Load the content, collect the static files and compress them, as production's storage does."""
    compress = ["-m", "whitenoise.compress", "--quiet", environment["STATIC_ROOT"]]
    for step in (["outils/charger.py"], ["manage.py", "collectstatic", "--no-input", "--verbosity=0"], compress):
        subprocess.run([sys.executable, *step], cwd=BASE_DIR, env=environment, check=True)  # noqa: S603


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
