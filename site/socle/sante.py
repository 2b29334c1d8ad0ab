"""What a supervisor asks: is the process up, and can it serve."""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from socle.cache.partage import en_panne

logger = logging.getLogger(__name__)

EN_MARCHE, EN_PANNE, INCONNU = "en marche", "en panne", "inconnu"


@never_cache
@require_safe
def vivant(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process answers at all: neither database nor session is touched."""
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def pret(request: HttpRequest) -> JsonResponse:
    """Name the state of each thing a page needs; 503 when one is down. Why it is down goes to the log, not out.

    What rooms add is told beside, and never makes a 503: the site goes on serving while somebody looks.
    """
    etats = {nom: _etat(nom, essai) for nom, essai in ESSAIS.items()}
    annonces = {nom: _annonce(nom, dire) for nom, dire in ANNONCES.items()}
    return JsonResponse(etats | annonces, status=503 if EN_PANNE in etats.values() else 200)


def annoncer(nom: str, dire: Callable[[], str]) -> None:
    """Add a line of this name to what `pret` tells, or replace it."""
    ANNONCES[nom] = dire


def _etat(nom: str, essai: Callable[[], None]) -> str:
    """Try one thing. Any exception counts: each backend raises its own, and none may hide the state of the others."""
    try:
        essai()
    except Exception:
        logger.exception("Readiness: %s does not answer", nom)
        return EN_PANNE
    return EN_MARCHE


def _annonce(nom: str, dire: Callable[[], str]) -> str:
    """Ask one line. Whatever it raises, the others are told."""
    try:
        return dire()
    except Exception:
        logger.exception("Readiness: %s cannot be told", nom)
        return INCONNU


def _essayer_la_base() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def essayer_le_cache() -> None:
    """Raise unless what is written can be read back, by all the processes."""
    cle = f"sante-{get_random_string(12)}"
    cache.set(cle, cle, timeout=10)
    if cache.get(cle) != cle:
        raise OSError("The cache does not give back what was put in it.")
    cache.delete(cle)
    if en_panne():
        raise OSError("Redis does not answer: each process does without.")


def _essayer_le_stockage() -> None:
    """Write a file and take it away: a disk that is full or read-only still reads well."""
    nom = default_storage.save(f".sante-{get_random_string(12)}", ContentFile(b"temoin"))
    default_storage.delete(nom)


ANNONCES: dict[str, Callable[[], str]] = {}
ESSAIS: dict[str, Callable[[], None]] = {
    "base de données": _essayer_la_base,
    "cache": essayer_le_cache,
    "stockage": _essayer_le_stockage,
}
