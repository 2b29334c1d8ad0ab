"""The settings of the journey's site: those of the tests, its mail left in files that the journey reads."""

import os

from config.settings.test import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["PARCOURS_COURRIELS"]
# Static files are served from where they are written: collecting and compressing them takes longer than a whole stage.
WHITENOISE_USE_FINDERS = True
