#!/usr/bin/env python
"""Django's command line. The packages under `site/` are found through the project's own installation."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError

from config.pannes import phrase
from socle.medias.muet import StockageMuet


def main() -> None:
    """Run the command. What the person at the keyboard can cure is said in a sentence; `--traceback` shows the rest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OperationalError, StockageMuet) as error:
        sentence = phrase(error)
        if sentence is None or "--traceback" in sys.argv:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
