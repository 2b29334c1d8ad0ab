"""What a sabotage is, whatever it breaks."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
FIXTURES = str(ROOT / "tests" / "rigueur")
ROOMS = ("site", "raison_detre", "registre", "bonnes_pratiques", "tests/rigueur", "outils")


@dataclass(frozen=True)
class Place:
    """A line of a file; line 0 stands for the whole file."""

    path: str
    line: int


@dataclass(frozen=True, eq=False)
class Sabotage:
    """One small break: where, what in words, how to do it in the process that runs this, and how telling it is.

    `rank` 0 changes what is decided, 1 what is said, 2 takes something away, which may crash rather than be wrong.
    """

    place: Place
    what: str
    commit: Callable[[], None] = field(repr=False)
    rank: int

    def concerns(self, test: str) -> bool:
        """Tell whether a failure of this test would mean anything: a strict fixture, once broken, fails them all."""
        return not self.place.path.startswith(FIXTURES) or test.startswith("tests/test_rigueur.py")

    def __str__(self) -> str:
        return f"{Path(self.place.path).relative_to(ROOT)}:{self.place.line} {self.what}"


def sources() -> list[Path]:
    """Return the Python files to break: the rooms', the strict fixtures' and the tools', this one left out."""
    found = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return [path for path in found if not {"migrations", "rougir", "node_modules"} & set(path.parts)]


def import_sources() -> None:
    """Import all that Django would import at the first page only: what is not in memory cannot be broken there."""
    for path in sources():
        parts = path.relative_to(ROOT / "site" if path.is_relative_to(ROOT / "site") else ROOT).with_suffix("").parts
        if parts[0] not in {"outils", "tests"} and not {"settings", "wsgi"} & set(parts):
            importlib.import_module(".".join(part for part in parts if part != "__init__"))
