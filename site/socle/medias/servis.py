"""What visitors and members are given of a shared storage, under our own address. A disk of this machine needs none of
this: nginx gives its pictures, and Wagtail opens its documents."""

import mimetypes
import posixpath
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from socle.medias.muet import sur_cette_machine

# Pictures of pages, at their size and at others, and those of accounts. Everything else is somebody's.
PUBLICS = ("images/", "original_images/", "avatar_images/")
ENTETES = {
    "Cache-Control": "public, max-age=604800",  # a picture that changes bears another name
    "X-Accel-Expires": "3600",  # seconds that nginx keeps it: one that was deleted is gone soon
    "Content-Security-Policy": "default-src 'none'",
}


@require_safe
def image_partagee(request: HttpRequest, chemin: str) -> HttpResponse:
    """Give a public picture. Raises `Http404` for anything else, and when nginx has the files."""
    if sur_cette_machine() or not chemin.startswith(PUBLICS) or posixpath.normpath(chemin) != chemin:
        raise Http404(chemin)
    try:
        with default_storage.open(chemin) as fichier:
            octets = fichier.read()
    except FileNotFoundError as perdu:
        raise Http404(chemin) from perdu

    nature = mimetypes.guess_type(chemin)[0] or "application/octet-stream"
    return HttpResponse(octets, content_type=nature, headers=ENTETES)


def lire_avant_de_servir(document: Any, _request: HttpRequest) -> None:
    """Read a document that Wagtail is about to give, so that a storage that is silent is an error and not half a file.

    After the hooks that look at who asks. Raises `Http404` when it is lost, `StockageMuet`.
    """
    if sur_cette_machine(document.file.storage):
        return
    try:
        document.file.open("rb")
    except FileNotFoundError as perdu:
        raise Http404(f"The file of document {document.pk} is missing.") from perdu
