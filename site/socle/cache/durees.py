"""How long an answer may be kept, and by whom: the same page for every visitor, never anybody's own.

A page without a session is the same for all, so a shared cache (nginx) may keep it for a minute. Browsers ask again
each time and are told 304 when nothing changed. Whatever depends on today must not outlive the day: the minute is cut
short at midnight in Paris.
"""

import datetime
from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.cache import has_vary_header, patch_vary_headers

PARIS = ZoneInfo("Europe/Paris")
DUREE = 60  # seconds; how late a visitor may learn of a publication that no purge announced

GARDABLES = {200, 301, 404, 410}
LECTURE = {"GET", "HEAD"}
COMPTE = "/compte/"
R = TypeVar("R", bound=HttpResponseBase)


def duree_de_cache(maintenant: datetime.datetime) -> int:
    """Return how many seconds an answer made at this moment (aware) may be kept: `DUREE`, or what the day has left."""
    return min(DUREE, jusqu_a_minuit(maintenant))


def jusqu_a_minuit(maintenant: datetime.datetime) -> int:
    """Return how many whole seconds are left of this moment's day in Paris.

    The reckoning is in absolute time, so that a day of 23 or 25 hours ends when it ends.
    """
    lendemain = maintenant.astimezone(PARIS).date() + datetime.timedelta(days=1)
    minuit = datetime.datetime.combine(lendemain, datetime.time.min, tzinfo=PARIS).astimezone(datetime.UTC)
    return int((minuit - maintenant.astimezone(datetime.UTC)).total_seconds())


def est_partagee(response: HttpResponseBase) -> bool:
    """Tell whether a shared cache may keep this answer."""
    return "public" in response.headers.get("Cache-Control", "")


def ne_pas_garder(response: HttpResponseBase) -> None:
    """Have every cache give this answer once, and keep nothing of it."""
    response.headers["Cache-Control"] = "no-store"


def reserver(response: R) -> R:
    """Have no cache keep this answer, not even the browser's: it is one person's own. Returns it."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


class CachePartageMiddleware:
    """Says on every answer whether a shared cache may keep it. A view that said so itself is left alone, unless the
    answer may be one person's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        maintenant = timezone.now()  # before the page is made: what it shows of today was true then
        response = self.get_response(request)
        if _est_personnelle(request, response):
            reserver(response)
        elif "Cache-Control" not in response.headers and _est_gardable(request, response):
            response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={duree_de_cache(maintenant)}"
        return response


def _est_personnelle(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether the answer may be one person's own: a session came with the request, or a cookie leaves with it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)


def _est_gardable(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether another visitor would have got the same answer."""
    depend_du_visiteur = has_vary_header(response, "Cookie")
    return request.method in LECTURE and response.status_code in GARDABLES and not depend_du_visiteur


class LangueDeLAdresseMiddleware(LocaleMiddleware):
    """The address alone decides the language, so that one address is one text for every reader and every cache.

    Django's own adds `Vary: Accept-Language` all the same, which would make a cache keep the same page once per browser
    setting. The account's pages have one address for every language and are kept by no cache: they follow the browser.
    """

    def process_request(self, request: HttpRequest) -> None:
        langue = translation.get_language_from_path(request.path_info)
        if langue is None and request.path_info.startswith(COMPTE):
            langue = translation.get_language_from_request(request)
        translation.activate(langue or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if request.path_info.startswith(COMPTE):
            patch_vary_headers(response, ("Accept-Language",))
        return response
