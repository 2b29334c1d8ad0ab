"""Where a page that was renamed or moved is read now: the page itself, and every address under it.

Wagtail makes a redirect for the page and each page below. A page of ours also answers for what it is not a page of: an
engagement, an edition, a PDF, a calendar. Those have no row; they follow the nearest redirect above them.
"""

from http import HTTPStatus
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

NIVEAUX = 12  # more steps than any address of the site has


class RedirectionsMiddleware(RedirectMiddleware):
    """Wagtail's own, then what stands under a page that moved. One more query, for addresses not found only."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer a redirect in place of a 404 when a page once stood there, or above."""
        reponse: HttpResponse = super().process_response(request, response)
        if reponse.status_code != HTTPStatus.NOT_FOUND or not (adresse := _sous_une_page_deplacee(request)):
            return reponse
        question = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{adresse}?{question}" if question else adresse)


def _sous_une_page_deplacee(request: HttpRequest) -> str:
    """Return where an address under a page that moved is now, empty when no page above it did."""
    etapes = request.path.strip("/").split("/")
    if "\0" in request.path or not 1 < len(etapes) <= NIVEAUX:
        return ""

    dessus = {"/" + "/".join(etapes[:n]): etapes[n:] for n in range(1, len(etapes))}
    redirections = Redirect.get_for_site(Site.find_for_request(request)).filter(
        automatically_created=True, redirect_page__live=True, old_path__in=dessus
    )
    proche = max(redirections, key=lambda redirection: len(redirection.old_path), default=None)
    if proche is None or not proche.link:
        return ""

    suite = quote("/".join(dessus[proche.old_path])) + ("/" if request.path.endswith("/") else "")
    adresse = f"{proche.link.rstrip('/')}/{suite}"
    return adresse if adresse != request.path else ""
