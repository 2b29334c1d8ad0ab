"""The answer to an error nobody expected: a fault of ours, or a database that is down, which is said as such."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from config.pannes import database_answers
from socle.medias.muet import StockageMuet

ATTENTE = 60  # seconds


@requires_csrf_token
def erreur(request: HttpRequest) -> HttpResponse:
    """Return 503 when the database or the files do not answer, so that a shared cache gives what it keeps; else 500."""
    cause = sys.exc_info()[1]
    if isinstance(cause, StockageMuet):
        return HttpResponse(render_to_string("503_fichiers.html"), status=503, headers={"Retry-After": str(ATTENTE)})
    if isinstance(cause, OperationalError | InterfaceError) and not database_answers():
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(ATTENTE)})
    return server_error(request)
