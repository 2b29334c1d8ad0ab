"""Production: strict. It refuses to start while a variable is missing, and names all that are."""

from config import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import from_environment

DEBUG = False
globals().update(from_environment(environment.read(strict=True)))
