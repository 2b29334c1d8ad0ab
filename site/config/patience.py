"""A page asked while PostgreSQL restarts comes a little late, rather than not at all.

Only one that nobody has: nginx asks with `If-None-Match` when it keeps a copy, and gives it when it is told 503. And
only two at once in each process, so that the other threads go on answering.
"""

import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.pannes import database_answers
from socle.cache.durees import LECTURE

PATIENCE, ENCORE = 4.0, 0.25  # seconds: in all, and between two tries
_places = threading.BoundedSemaphore(2)


class BaseArreteeResponse(HttpResponse):
    """A 503 that the database is the cause of."""

    status_code = 503


class AttendreLaBaseMiddleware:
    """Asks again, once, for a page that the database was not there for, if it is back within `PATIENCE` seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reponse = self.get_response(request)
        if not isinstance(reponse, BaseArreteeResponse) or not _a_attendre(request):
            return reponse
        if not _places.acquire(blocking=False):
            return reponse

        try:
            revenue = _revenue()
        finally:
            _places.release()
        return self.get_response(request) if revenue else reponse


def _a_attendre(request: HttpRequest) -> bool:
    return request.method in LECTURE and "If-None-Match" not in request.headers


def _revenue() -> bool:
    """Wait for the database to answer; tell whether it does."""
    limite = time.monotonic() + PATIENCE
    while not database_answers():
        if time.monotonic() > limite:
            return False
        time.sleep(ENCORE)
    return True
