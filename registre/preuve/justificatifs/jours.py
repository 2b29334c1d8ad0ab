"""The ends of a day in Paris, as moments: a label holds from the first second of one to the last second of another."""

import datetime

from socle.cache.durees import PARIS


def premiere_seconde(jour: datetime.date) -> datetime.datetime:
    """Return midnight in Paris, at the beginning of this day (aware)."""
    return datetime.datetime.combine(jour, datetime.time.min, tzinfo=PARIS)


def derniere_seconde(jour: datetime.date) -> datetime.datetime:
    """Return 23:59:59 in Paris, on this day (aware): the last day of a label is included."""
    return datetime.datetime.combine(jour, datetime.time(23, 59, 59), tzinfo=PARIS)
