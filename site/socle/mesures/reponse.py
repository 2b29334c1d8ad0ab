"""`/sante/mesures`: for a supervisor that bears the token, from this machine (deploy/nginx.conf), and nobody else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from socle.mesures.recueil import Recueil
from socle.mesures.requetes import compteurs


@never_cache
@require_safe
def mesures(request: HttpRequest) -> HttpResponse:
    """Give every measure as text. 404 while this machine has no token, 401 to who does not bear it."""
    if not settings.METRICS_TOKEN:
        return HttpResponse(status=404)
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})

    des_pieces = CollectorRegistry()
    des_pieces.register(Recueil())
    return HttpResponse(generate_latest(compteurs()) + generate_latest(des_pieces), content_type=CONTENT_TYPE_LATEST)
