"""The files of the repository, as git knows them."""

import subprocess
from pathlib import Path

from config.environment import BASE_DIR


def tracked_files() -> list[Path]:
    """Return the files of the repository, and those about to be added to it."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    return [BASE_DIR / line for line in listing.stdout.splitlines() if (BASE_DIR / line).is_file()]
