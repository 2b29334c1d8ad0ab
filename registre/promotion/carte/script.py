"""`/registre/carte.js`: the optional script that puts the card in place of a link. One kilobyte, at an address that
never changes: it is pasted in pages of others."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from registre.promotion.reponses import ouverte

UNE_HEURE_SECONDES = 3600


@require_safe
def script(request: HttpRequest) -> HttpResponseBase:
    """Answer with the script. It says nothing of any label, so it may be kept an hour."""
    reponse = ouverte(HttpResponse(source(), content_type="text/javascript; charset=utf-8"), timezone.now())
    patch_cache_control(reponse, max_age=UNE_HEURE_SECONDES, s_maxage=UNE_HEURE_SECONDES)
    return reponse


@cache
def source() -> bytes:
    """Return the script, without the comment that only people read."""
    lignes = Path(__file__).with_name("carte.js").read_text("utf-8").splitlines()
    return "\n".join(ligne.strip() for ligne in lignes if not ligne.startswith("//")).encode()
