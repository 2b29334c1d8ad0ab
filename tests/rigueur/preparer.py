"""The kept schema of the database of DATABASE_URL, made before the tests: none of their processes then waits for it."""

import os
import tempfile
from pathlib import Path

import django


def main() -> None:
    """Make the schema if nobody did yet for this state of the sources."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()

    from tests.rigueur.base import base_of_process  # models, which a set up Django alone can load

    with tempfile.TemporaryDirectory() as folder:
        database = base_of_process(Path(folder))
        database.prepare()
        database.drop()


if __name__ == "__main__":
    main()
