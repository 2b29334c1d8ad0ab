"""The browser of the tests and of the guide's pictures: Chromium without a window, as Debian packages it.

The whole `chromium` serves as well (variable CHROMIUM), and takes half as long again (docs/decisions/0067).
"""

import os
from pathlib import Path

from playwright.sync_api import Browser, Playwright

PACKAGE = "chromium-headless-shell"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
OPTIONS = [
    "--no-sandbox",  # tests run as root in a container, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]


def launch(playwright: Playwright) -> Browser:
    """Start the browser; who starts it closes it. Raises `FileNotFoundError`, cure included, when it is not there."""
    if not Path(CHROMIUM).exists():
        raise FileNotFoundError(f"Chromium is not at {CHROMIUM}: install it, or set CHROMIUM to its path.")
    return playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
