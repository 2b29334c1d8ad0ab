"""Answers with a PDF: drawn once per content, known before it is drawn, refused in plain words when it cannot be."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from socle.affluence.guichet import GuichetFerme
from socle.cache.durees import duree_de_cache, ne_pas_garder
from socle.dessins import atelier
from socle.dessins.guichet_des_dessins import GARDE_SECONDES, a_son_tour, dessin, dessin_garde

FEUILLES = Path(__file__).parents[1] / "static" / "socle" / "pdf"
DESSIN = (Path(__file__).with_name("dessin_pdf.py"), Path(__file__).with_name("arbre_pdf.py"))

journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Impression:
    """How a document is printed: the file's name, on how many pages if said, kept how long (seconds), and how many
    usual drawings it is worth."""

    nom: str
    pages: int = 0
    garde: int = GARDE_SECONDES
    poids: int = 1


def repondre_pdf(request: HttpRequest, html: str, impression: Impression) -> HttpResponse:
    """Answer with the PDF of this HTML document, shown by the browser and saved under its name.

    The ETag is that of the document's content, so a browser that has it gets its 304 before anything is drawn. When
    the machine cannot draw, answers 503 with a page that says so. Raises `TropDeDemandes` when too much is asked.
    """
    return repondre_pdf_a_faire(request, html, lambda: html, impression)


def repondre_pdf_a_faire(
    request: HttpRequest, marque: str, faire: Callable[[], str], impression: Impression
) -> HttpResponse:
    """Answer as `repondre_pdf` with the document that `faire` makes, only when it must be drawn.

    `marque` is all that decides its content, known beforehand: the ETag comes from it.
    """
    empreinte = empreinte_du_document(marque)
    deja_fait = _deja_fait(request, empreinte, impression)
    return deja_fait or _a_dessiner(request, faire, impression, lambda _html: empreinte)


def repondre_pdf_lourd(
    request: HttpRequest, marque: str, faire: Callable[[], str], impression: Impression
) -> HttpResponse:
    """Answer as `repondre_pdf` with a document which is dear to make, even before it is drawn: it is made in turn.

    `marque` is what is asked and what can be known of it at no cost. The document it gave is remembered as long as a
    page is (`socle.cache.durees`), so that what is kept is given to many without being made again.
    """
    repere = f"document-{empreinte_du_document(marque)}"
    connue = cache.get(repere)
    duree = duree_de_cache(timezone.now())

    def retenir(html: str) -> str:
        empreinte = empreinte_du_document(html)
        cache.set(repere, empreinte, duree)
        return empreinte

    deja_fait = _deja_fait(request, connue, impression) if connue else None
    return deja_fait or _a_dessiner(request, faire, impression, retenir)


def _deja_fait(request: HttpRequest, empreinte: str, impression: Impression) -> HttpResponse | None:
    """The answer that costs nothing: 304, or the file as kept. None when it must be drawn."""
    reponse = get_conditional_response(request, etag=_etag(empreinte))
    if reponse is None:
        contenu = dessin(_cle(empreinte))
        reponse = None if contenu is None else _fichier(contenu, impression)
    return reponse and _dater(reponse, empreinte)


def _a_dessiner(
    request: HttpRequest, faire: Callable[[], str], impression: Impression, identifier: Callable[[str], str]
) -> HttpResponse:
    """Make the document and draw it, in one's turn."""
    try:
        with a_son_tour(request, impression.poids) as tour:
            html = faire()
            empreinte = identifier(html)
            if deja_fait := _deja_fait(request, empreinte, impression):  # while one waited
                return deja_fait
            contenu = dessin_garde(
                _cle(empreinte),
                lambda: atelier.dessiner(html, pages=impression.pages, tour=tour),
                impression.garde,
            )
    except (atelier.ImpressionIndisponibleError, GuichetFerme) as raison:
        journal.error("PDF refused: %s", raison)
        return indisponible(request, raison.reessayer)

    return _dater(_fichier(contenu, impression), empreinte)


def _fichier(contenu: bytes, impression: Impression) -> HttpResponse:
    reponse = HttpResponse(contenu, content_type="application/pdf")
    reponse.headers["Content-Disposition"] = f'inline; filename="{impression.nom}"'
    return reponse


def _dater(reponse: HttpResponse, empreinte: str) -> HttpResponse:
    """Say which drawing this is, and that it must be asked again each time."""
    reponse.headers["ETag"] = _etag(empreinte)
    patch_cache_control(reponse, public=True, max_age=0, must_revalidate=True)
    return reponse


def indisponible(request: HttpRequest, reessayer: int) -> HttpResponse:
    """Answer that the machine cannot draw this, and in how many seconds to ask again."""
    reponse = render(request, "pdf_indisponible.html", status=503)
    reponse.headers["Retry-After"] = str(reessayer)
    ne_pas_garder(reponse)
    return reponse


def _etag(empreinte: str) -> str:
    return f'W/"{empreinte}"'  # weak: two processes draw the same page with a few other bytes


def _cle(empreinte: str) -> str:
    return f"pdf-{empreinte}"


def empreinte_du_document(marque: str) -> str:
    """Return a hash of all that decides the drawing: the document, the stylesheets, the engine and what mends it."""
    somme = hashlib.sha256(f"weasyprint {version('weasyprint')}\n{marque}".encode())
    for feuille in (*sorted(FEUILLES.glob("*.css")), *DESSIN):
        somme.update(feuille.read_bytes())
    return somme.hexdigest()[:32]
