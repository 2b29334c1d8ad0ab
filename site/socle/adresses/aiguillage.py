"""From an address to its page, starting from the pages that every answer reads anyway.

Wagtail walks down from the site's root page, asking for the language, the translation of the root, then each page twice
(the page, then its own type). The first two levels are already among the marks (`socle.cadre.reperes`).
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail.models import Page
from wagtail.views import serve

from socle.cadre.reperes import lire_reperes, precise
from socle.cadre.site_demande import site_de


class AdresseLisibleMiddleware:
    """Answers 404 to an address that holds a NUL: it names nothing, and PostgreSQL fails when asked to look for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


def servir(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at `path`. Raises `Http404` when there is none."""
    etapes = [etape for etape in path.split("/") if etape]
    page = _premiere_page(request, etapes)
    if page is not None:
        try:  # where `Page.route_for_request`, which `serve` calls, keeps what it finds
            request._wagtail_route_for_request = precise(page).route(request, etapes[1:])  # type: ignore[attr-defined]
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    return serve(request, path)


def _premiere_page(request: HttpRequest, etapes: list[str]) -> Page | None:
    """The home page, or its child of the first step, in the address's language.

    None when it is not published, or not in this language: Wagtail's own way then decides.
    """
    site = site_de(request)
    if site is None:
        return None

    langue = translation.get_language()
    pages = [page for page in lire_reperes(request).pages if page.locale.language_code == langue]
    racine = next((page for page in pages if page.translation_key == site.root_page.translation_key), None)
    if racine is None:
        return None

    enfants = (page for page in pages if page.is_child_of(racine))
    page = next((enfant for enfant in enfants if enfant.slug == etapes[0]), None) if etapes else racine

    if page is not None:  # an alias has the rules of its source: Wagtail then looks by itself
        page.sans_restriction = not (page.reservee or page.alias_of_id or racine.alias_of_id)
    return page
