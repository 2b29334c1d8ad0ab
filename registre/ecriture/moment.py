"""The moment an event is recorded at: now, save for stories told as if they had been recorded as they happened."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_RACONTE: ContextVar[datetime.datetime | None] = ContextVar("moment_raconte", default=None)


def maintenant() -> datetime.datetime:
    """Return the moment to record at, aware."""
    return _RACONTE.get() or timezone.now()


@contextmanager
def enregistre_a(moment: datetime.datetime) -> Iterator[None]:
    """Record what is decided within as at this moment (aware). For the demonstration and for tests: no one else may."""
    jeton = _RACONTE.set(moment)
    try:
        yield
    finally:
        _RACONTE.reset(jeton)


def jour_de(moment: datetime.datetime) -> datetime.date:
    """Return the day of a moment, in Paris."""
    return timezone.localdate(moment)
