"""What is answered to programs and pages of other sites: open to all of them, and never kept past midnight in Paris."""

import datetime
from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from socle.cache.durees import duree_de_cache

TEXTE = "text/plain; charset=utf-8"
RIEN_D_AUTRE = "default-src 'none'; frame-ancestors 'none'"


def ouverte(reponse: HttpResponseBase, demandee: datetime.datetime) -> HttpResponseBase:
    """Say of an answer to a request made at that moment that any site may show it, and how long it may be kept.

    A shared cache keeps it a minute at most, a browser asks again each time: nginx gives no `Age`, so a browser that
    kept what nginx had already kept would keep it past midnight.
    """
    reponse.headers["Cache-Control"] = f"public, max-age=0, s-maxage={duree_de_cache(demandee)}"
    reponse.headers["Access-Control-Allow-Origin"] = "*"
    reponse.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    reponse.headers.setdefault("Content-Security-Policy", RIEN_D_AUTRE)
    return reponse


def refus(phrase: str, statut: int) -> HttpResponseBase:
    """Return an answer in words, for what was asked and cannot be had."""
    return ouverte(HttpResponse(f"{phrase}\n", status=statut, content_type=TEXTE), timezone.now())


def montre_la_carte(vue: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view whose page shows the card in a frame: the site's policy lets no frame in otherwise."""
    decorer: Any = csp_update({"frame-src": [SELF]})
    decoree: Callable[..., HttpResponseBase] = decorer(vue)
    return decoree


def question(request: HttpRequest) -> str:
    """Return the question of an address as it came, to put after another address; empty when there is none."""
    texte = request.META.get("QUERY_STRING", "")
    return f"?{texte}" if texte else ""
