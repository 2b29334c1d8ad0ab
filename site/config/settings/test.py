"""The test suite: production's behaviour, without its cost."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from config import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, from_environment

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # fails a page that asks one query per row
ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]  # Wagtail walks the tree of pages with them; budgets count them
# Each process of the suite has drawings and counters of its own: none finds what another left, or waits for it.
_drawings = TemporaryDirectory(prefix="coophlm-dessins-")
_read = environment.read(strict=False)
# A test that signs makes its own keys; a site served to a browser is given a folder for its own. None finds the
# machine's.
_keys = _read.keys_root if environment.given("KEYS_ROOT") else None
_environment = replace(_read, drawings_root=Path(_drawings.name), keys_root=_keys)
globals().update(from_environment(_environment))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {  # a page that crashes under the browser tests says why
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
}
DEMONSTRATION_PERMISE = True
AFFICHAGES_LOCAUX = True  # the command that looks at declared addresses may ask this machine
