"""On a developer's machine too, an address that leads nowhere is answered by the site's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found


class PageIntrouvableMiddleware(MiddlewareMixin):
    """With DEBUG, Django answers a 404 with its own report: whoever tries the site would never see ours."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the site's page for what a view did not find; anything else is left to Django."""
        return page_not_found(request, exception) if isinstance(exception, Http404) else None
