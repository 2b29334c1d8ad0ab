"""Accounts of the running site: made by its own commands, logged in through its own form."""

import os
import subprocess
import sys

from playwright.sync_api import Page

from config.environment import BASE_DIR

PASSWORD = "quatre chevaux pommiers"


def manage(database: str, *arguments: str) -> str:
    """Run a command of ours on the running site's database, and return the last line it printed."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.splitlines()[-1]


def run(database: str, code: str) -> str:
    """Run some lines of Python on the running site's database, and return the last line they printed."""
    return manage(database, "shell", "--no-imports", "-c", code)


def log_in(tab: Page, email: str, password: str = PASSWORD) -> None:
    """Fill the form that the tab shows, and send it."""
    tab.locator("input[name=login]").fill(email)
    tab.locator("input[name=password]").fill(password)
    tab.get_by_role("button", name="Se connecter", exact=True).click()
