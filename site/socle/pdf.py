"""Answers with a PDF: drawn once per content, known before it is drawn, refused in plain words when it cannot be."""

import hashlib
import logging
from collections.abc import Callable
from functools import cache as une_fois
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from types import ModuleType

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control

FEUILLES = Path(__file__).parent / "static" / "socle" / "pdf"
DESSIN = (Path(__file__).with_name("dessin_pdf.py"), Path(__file__).with_name("arbre_pdf.py"))
GARDE_SECONDES = 30 * 24 * 3600
REESSAYER_SECONDES = 3600

journal = logging.getLogger(__name__)
un_a_la_fois = Lock()


class ImpressionIndisponibleError(Exception):
    """This machine cannot draw a PDF: pango is missing. The rest of the site does not need it."""


def repondre_pdf(request: HttpRequest, html: str, *, nom: str, pages: int = 0) -> HttpResponse:
    """Answer with the PDF of this HTML document, shown by the browser and saved as `nom`, on so many `pages` if said.

    The ETag is that of the document's content, so a browser that has it gets its 304 before anything is drawn. When
    the machine cannot draw, answers 503 with a page that says so.
    """
    return repondre_pdf_a_faire(request, html, lambda: html, nom=nom, pages=pages)


def repondre_pdf_a_faire(  # noqa: PLR0913 - what decides, what makes, and what `repondre_pdf` takes
    request: HttpRequest,
    marque: str,
    faire: Callable[[], str],
    *,
    nom: str,
    pages: int = 0,
    garde: int = GARDE_SECONDES,
) -> HttpResponse:
    """Answer as `repondre_pdf` with the document that `faire` makes, only when it must be drawn.

    `marque` is all that decides its content, known beforehand: the ETag comes from it. It is kept `garde` seconds.
    """
    empreinte = empreinte_du_document(marque)
    etag = f'W/"{empreinte}"'  # weak: two processes draw the same page with a few other bytes
    reponse = get_conditional_response(request, etag=etag)
    if reponse is None:
        try:
            contenu = pdf_en_cache(faire, empreinte, pages=pages, garde=garde)
        except ImpressionIndisponibleError as raison:
            journal.error("PDF refused: %s", raison)
            reponse = render(request, "pdf_indisponible.html", status=503)
            reponse.headers["Retry-After"] = str(REESSAYER_SECONDES)
            reponse.headers["Cache-Control"] = "no-store"
            return reponse
        reponse = HttpResponse(contenu, content_type="application/pdf")
        reponse.headers["Content-Disposition"] = f'inline; filename="{nom}"'
    reponse.headers["ETag"] = etag
    patch_cache_control(reponse, public=True, max_age=0, must_revalidate=True)
    return reponse


def empreinte_du_document(marque: str) -> str:
    """Return a hash of all that decides the drawing: the document, the stylesheets, the engine and what mends it."""
    somme = hashlib.sha256(f"weasyprint {version('weasyprint')}\n{marque}".encode())
    for feuille in (*sorted(FEUILLES.glob("*.css")), *DESSIN):
        somme.update(feuille.read_bytes())
    return somme.hexdigest()[:32]


def pdf_en_cache(faire: Callable[[], str], empreinte: str, *, pages: int, garde: int = GARDE_SECONDES) -> bytes:
    """Return the PDF, from the cache or drawn now. One drawing at a time per process: who waited finds it made."""
    cle = f"pdf-{empreinte}"
    contenu = cache.get(cle)
    if contenu is None:
        with un_a_la_fois:
            contenu = cache.get(cle)
            if contenu is None:
                contenu = moteur().dessiner(faire(), pages=pages)
                cache.set(cle, contenu, garde)
    return contenu


@une_fois
def moteur() -> ModuleType:
    """Load what draws. Raises `ImpressionIndisponibleError` when the machine lacks pango.

    Only now, not when the site starts: loading it takes half a second, and fails without pango.
    """
    try:
        return import_module("socle.dessin_pdf")
    except OSError as absence:
        raise ImpressionIndisponibleError(
            "pango is missing on this machine (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)"
        ) from absence
