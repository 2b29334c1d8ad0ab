"""A version is, during a request that only reads, what it was when it was first asked.

A page reads in several places what is remembered (an edition, then entries that show its numbers). Were the version
asked in each, what was read before a change could be kept under the version of after it; and each would cost a query.

Asked once more when the page is made, it says whether something changed meanwhile. Such a page is given, to whoever
asked before the change, and kept by nobody: the purge of its address came too early for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from socle.cache.durees import LECTURE, est_partagee, ne_pas_garder

Versions = dict[Callable[[], str], str]
_lues: ContextVar[Versions | None] = ContextVar("versions_lues", default=None)


class VersionLueUneFoisMiddleware:
    """Opens what is known of versions with a request that only reads, and forgets it with its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with _ouvertes({} if request.method in LECTURE else None) as lues:
            response = self.get_response(request)

        if lues and est_partagee(response) and not _encore_vraies(lues):
            ne_pas_garder(response)
        return response


def une_fois(version: Callable[[], str]) -> str:
    """Return what `version` gave first during this request; what it gives now outside one, or in one that may write."""
    lues = _lues.get()
    if lues is None:
        return version()
    if version not in lues:
        lues[version] = version()
    return lues[version]


@contextmanager
def _ouvertes(lues: Versions | None) -> Iterator[Versions | None]:
    """Have `une_fois` ask each version once, what it is told being held in `lues`; each time, with None."""
    ouverte = _lues.set(lues)
    try:
        yield lues
    finally:
        _lues.reset(ouverte)


def _encore_vraies(lues: Versions) -> bool:
    """Tell whether they are what they were; not, when the database no longer answers. A query for each table."""
    try:
        with _ouvertes({}):  # some versions are made of others
            return all(une_fois(version) == lue for version, lue in lues.items())
    except DatabaseError:
        return False
