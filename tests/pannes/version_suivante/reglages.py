"""The settings of that version."""

from tests.pannes.reglages import *  # noqa: F403
from tests.pannes.reglages import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.pannes.version_suivante"]
