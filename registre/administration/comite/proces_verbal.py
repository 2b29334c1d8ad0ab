"""The minutes of a session as a tagged PDF: a draft until they are locked, then what was locked, with its notes."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from registre.administration.comite.seance import exiger_de_suivre
from registre.comite.droits import prepare
from registre.comite.proces_verbal import lire_le_proces_verbal
from registre.models import SeanceComite
from socle.cache.durees import reserver
from socle.dessins.reponse_pdf import Impression, repondre_pdf
from socle.formats.identite import FEDERATION


@require_safe
def pdf_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the minutes. A draft is read by who prepares them alone. Raises `Http404`, `PermissionDenied`."""
    seance = get_object_or_404(SeanceComite, pk=pk)
    exiger_de_suivre(request.user, seance)
    contenu, verrouille = lire_le_proces_verbal(seance)
    if verrouille is None and not prepare(request.user):
        reponse = HttpResponse("Le procès-verbal n’est pas encore verrouillé.", status=404, content_type="text/plain")
        return reserver(reponse)

    contexte = {
        "federation": FEDERATION,
        "contenu": avec_ses_jours(contenu),
        "verrouille": verrouille,
        "notes": verrouille.notes.select_related("auteur__par").order_by("ecrite_le") if verrouille else [],
    }
    html = render_to_string("registre/pdf/proces_verbal.html", contexte)
    reponse = repondre_pdf(request, html, Impression(f"proces-verbal-{seance.le.isoformat()}.pdf"))
    return reserver(reponse)


def avec_ses_jours(contenu: dict[str, Any]) -> dict[str, Any]:
    """Return what the minutes say, its days as days."""
    points = [
        point | {"decision": point["decision"] and point["decision"] | {"le": _jour(point["decision"]["le"])}}
        for point in contenu["points"]
    ]
    return contenu | {"le": _jour(contenu["le"]), "points": points}


def _jour(texte: str) -> datetime.date:
    return datetime.date.fromisoformat(texte)
