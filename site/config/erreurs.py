"""The answer to an error nobody expected: a fault of ours, or a part that is down, which is said as such."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from config.pannes import base_coupee, disque_plein
from config.patience import BaseArreteeResponse
from socle.medias.muet import StockageMuet

ATTENTE = 60  # seconds


@requires_csrf_token
def erreur(request: HttpRequest) -> HttpResponse:
    """Return 503 for a database or files that do not answer, so that a shared cache gives what it keeps; 507 for a full
    disk. Else 500.

    These pages read no row, and what is sent again in a minute may well pass.
    """
    cause = sys.exc_info()[1]
    if disque_plein(cause):
        return HttpResponse(render_to_string("507.html"), status=507)
    if isinstance(cause, StockageMuet):
        return HttpResponse(render_to_string("503_fichiers.html"), status=503, headers={"Retry-After": str(ATTENTE)})
    if base_coupee(cause):
        return BaseArreteeResponse(render_to_string("503.html"), headers={"Retry-After": str(ATTENTE)})
    return server_error(request)
