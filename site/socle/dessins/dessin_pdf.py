"""Draws an HTML document as a tagged PDF. Importing this module needs pango: go through `socle.dessins.atelier`."""

import logging
import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pydyf
from PIL import ImageFile
from weasyprint import CSS, HTML, Document
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from socle.dessins.arbre_pdf import Arbre, PageLue, defauts, reparer

journal = logging.getLogger(__name__)

# Loading WeasyPrint makes Pillow bear damaged pictures in the whole process, where uploads must go on being refused.
ImageFile.LOAD_TRUNCATED_IMAGES = False

# Stylesheets and fonts are named relative to this address, which nothing answers: `.invalid` is reserved for that.
RACINE = "https://static.invalid/"

ETIQUETE: dict[str, Any] = {"pdf_tags": True, "pdf_version": "1.7"}

# Tried in turn on a document that must hold on so many pages: the share of its own type size.
CORPS = (1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


class StatiquesSeulement(URLFetcher):
    """Reads the project's static files and nothing else: no network, no other file of the machine.

    A refusal stops the drawing: a document with a hole in it must not be published.
    """

    def __init__(self, dossiers: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=(), fail_on_errors=True)
        self.dossiers = [dossier.resolve() for dossier in dossiers]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a static file. Raises `PermissionError` for any other address."""
        chemin = self._trouver(url.removeprefix(RACINE)) if url.startswith(RACINE) else None
        if not chemin:
            raise PermissionError(f"A PDF is made of the project's static files only, not of {url}")
        nature = mimetypes.guess_type(chemin)[0] or "application/octet-stream"
        return URLFetcherResponse(url, chemin.read_bytes(), {"Content-Type": nature})

    def _trouver(self, nom: str) -> Path | None:
        """The file of this name in the first folder that has it; None for a name that leads out of them."""
        for dossier in self.dossiers:
            chemin = (dossier / nom).resolve()
            if chemin.is_relative_to(dossier) and chemin.is_file():
                return chemin
        return None


def dessiner(html: str, *, dossiers: Sequence[Path], pages: int = 0) -> bytes:
    """Return the PDF of a whole HTML document, tagged, with its headings as bookmarks. It says it is PDF/UA if it is.

    Static files are looked for in `dossiers`. With `pages`, type is set smaller until everything holds on so many; 0
    for as many as it takes. Raises `PermissionError` when the document names anything outside those folders.
    """
    source = HTML(string=html, base_url=RACINE, url_fetcher=StatiquesSeulement(dossiers))
    try:
        document = source.render(**ETIQUETE)
        for corps in CORPS[1:] if pages else ():
            if len(document.pages) <= pages:
                break
            document = _plus_petit(source, corps)
        lues = [PageLue(page) for page in document.pages]
        return document.copy(lues).write_pdf(finisher=_finir, **ETIQUETE)
    except FatalURLFetchingError as refus:  # not an Exception: it would go through Django and stop the server
        raise PermissionError(str(refus)) from refus


def _finir(document: Document, pdf: pydyf.PDF) -> None:
    """Mend the tag tree, then say that the file is accessible, if it is: the log says what it lacks otherwise."""
    arbre = Arbre(pdf)
    reparer(arbre, document.pages, document.metadata.lang or "")
    if manque := defauts(arbre):
        journal.warning("PDF %s does not claim PDF/UA: %s", document.metadata.title, ", ".join(manque))
        return
    document.metadata.include_in_pdf(pdf, "ua", 1, conformance=None, compress=True)


def _plus_petit(source: HTML, corps: float) -> Document:
    """Lay the document out again with its lengths in `rem` reduced."""
    reduction = CSS(string=f":root {{ font-size: calc(var(--corps) * {corps}) !important }}")
    return source.render(stylesheets=[reduction], **ETIQUETE)
