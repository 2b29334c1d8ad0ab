"""A version is, during a request that only reads, what it was when it was first asked.

A page reads in several places what is remembered (an edition, then entries that show its numbers). Were the version
asked in each, what was read before a change could be kept under the version of after it; and each would cost a query.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from socle.cache.durees import LECTURE

Versions = dict[Callable[[], str], str]
_lues: ContextVar[Versions | None] = ContextVar("versions_lues", default=None)


class VersionLueUneFoisMiddleware:
    """Opens what is known of versions with a request that only reads, and forgets it with its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ouverte = _lues.set({} if request.method in LECTURE else None)
        try:
            return self.get_response(request)
        finally:
            _lues.reset(ouverte)


def une_fois(version: Callable[[], str]) -> str:
    """Return what `version` gave first during this request; what it gives now outside one, or in one that may write."""
    lues = _lues.get()
    if lues is None:
        return version()
    if version not in lues:
        lues[version] = version()
    return lues[version]
