"""A developer's machine: `make run`."""

from config import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import MIDDLEWARE, from_environment

DEBUG = True
MIDDLEWARE = [*MIDDLEWARE, "socle.cadre.page_introuvable.PageIntrouvableMiddleware"]
globals().update(from_environment(environment.read(strict=False)))
DEMONSTRATION_PERMISE = True
AFFICHAGES_LOCAUX = True  # the command that looks at declared addresses may ask this machine
