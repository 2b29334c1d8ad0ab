"""Giving a file of a dossier: to save, never shown under our address."""

import mimetypes
from typing import Any, Protocol

from django.http import FileResponse, Http404


class PieceGardee(Protocol):
    """A file that was received: of a dossier, of an appeal."""

    pk: Any
    nom: Any
    fichier: Any


def a_enregistrer(voulue: PieceGardee) -> FileResponse:
    """Answer with a file to save, never shown under our address. Raises `Http404` when the disk has lost it."""
    try:
        ouvert = voulue.fichier.open("rb")
    except FileNotFoundError as perdu:
        raise Http404(f"The file of piece {voulue.pk} is missing.") from perdu

    nature = mimetypes.guess_type(voulue.nom)[0] or "application/octet-stream"
    reponse = FileResponse(ouvert, as_attachment=True, filename=voulue.nom, content_type=nature)
    reponse.headers["X-Content-Type-Options"] = "nosniff"
    return reponse
