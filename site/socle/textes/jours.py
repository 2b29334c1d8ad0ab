"""PURE. A day read from a text: as a hand writes it (14/03/2024), or as a machine does (2024-03-14)."""

import datetime
import re

FORMES = (
    re.compile(r"(?P<an>\d{4})-(?P<mois>\d{2})-(?P<jour>\d{2})", re.ASCII),
    re.compile(r"(?P<jour>\d{1,2})[/. ](?P<mois>\d{1,2})[/. ](?P<an>\d{4})", re.ASCII),
)


class FormeInconnue(ValueError):
    """A text that is not written as a day: another thing than a day that no calendar has."""


def lire_jour(texte: str) -> datetime.date:
    """Return the day. Raises `FormeInconnue`, or `ValueError` for a day that does not exist, 31/02/2026."""
    for forme in FORMES:
        if lu := forme.fullmatch(texte):
            return datetime.date(int(lu["an"]), int(lu["mois"]), int(lu["jour"]))
    raise FormeInconnue
