"""The test suite: production's behaviour, without its cost."""

from config import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import from_environment

DEBUG = False
globals().update(from_environment(environment.read(strict=False)))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
