"""The test suite: production's behaviour, without its cost."""

from config import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, from_environment

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # fails a page that asks one query per row
ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]  # Wagtail walks the tree of pages with them; budgets count them
globals().update(from_environment(environment.read(strict=False)))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {  # a page that crashes under the browser tests says why
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
}
DEMONSTRATION_PERMISE = True
