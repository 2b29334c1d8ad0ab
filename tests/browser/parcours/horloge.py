"""A clock that a test moves, for a site served by gunicorn and for its commands, run by `python -m` this module.

A file holds how many seconds the site is ahead of the machine: every process reads the same hour, and it ticks on.
"""

import datetime
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

PARIS = ZoneInfo("Europe/Paris")
VARIABLE = "PARCOURS_HORLOGE"


class Horloge:
    """The clock, on the side of whoever moves it."""

    def __init__(self, fichier: Path) -> None:
        self.fichier = fichier
        self.avance = datetime.timedelta()

    def maintenant(self) -> datetime.datetime:
        """The hour of the site."""
        return datetime.datetime.now(PARIS) + self.avance

    def mettre(self, le: datetime.date) -> None:
        """Set the site at ten in the morning of this day. Raises `AssertionError`: nothing goes back in time."""
        voulu = datetime.datetime.combine(le, datetime.time(10), PARIS)
        assert voulu > self.maintenant(), f"{le} est passé."
        self.avance = voulu - datetime.datetime.now(PARIS)
        neuf = self.fichier.with_suffix(".neuf")
        neuf.write_text(str(self.avance.total_seconds()))
        neuf.rename(self.fichier)  # whoever reads meanwhile finds one hour or the other, never half of one


class HeureDuProcessus:
    """The clock of one process: Python's, moved when the file says another hour."""

    def __init__(self, fichier: Path) -> None:
        self.fichier = fichier
        self.verrou = threading.Lock()
        self.avance: float | None = None
        self.voyage: Any = None

    def suivre(self) -> None:
        """Take the hour of the file. All threads share one journey: its hours never cross."""
        with self.verrou:
            avance = float(self.fichier.read_text())
            if avance == self.avance:
                return
            if self.voyage is not None:
                self.voyage.stop()
            self.voyage = time_machine.travel(time.time() + avance, tick=True)
            self.voyage.start()
            self.avance = avance


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the site does, at its hour."""
    heure.suivre()
    from config.wsgi import application as site

    return site(environ, start_response)


heure = HeureDuProcessus(Path(os.environ.get(VARIABLE, os.devnull)))

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    heure.suivre()
    execute_from_command_line(sys.argv)
