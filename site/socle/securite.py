"""What the site says of its own security: which content policy each page has, and whom to tell of a flaw."""

import datetime

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

VALIDITE = datetime.timedelta(days=180)  # RFC 9116 asks for less than a year


class PolitiqueDeContenuMiddleware(CSPMiddleware):
    """The public policy everywhere, Wagtail's own under the admin's address (previews included)."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy of this answer; a view that declared its own keeps it."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN
        return parts


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a flaw (RFC 9116). Expiry is always ahead, by less than a year."""
    expire = (timezone.now() + VALIDITE).replace(hour=0, minute=0, second=0, microsecond=0)
    lignes = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expire.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL}{request.path}",
    )
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain; charset=utf-8")
