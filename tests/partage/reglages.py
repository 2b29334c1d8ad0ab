"""Production's settings, but for static files, which nginx gives here from where they are written, and for mail."""

from config.settings.production import *  # noqa: F403
from config.settings.production import STORAGES, _environment

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# One folder for the two machines: what leaves is counted there.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _environment.drawings_root.parent.parent / "courriels"
