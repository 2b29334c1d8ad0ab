"""`/bonnes-pratiques/<slug>/`: a published sheet, found with its row in one query; Wagtail answers for any other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from bonnes_pratiques.bibliotheque.fiche.fiche_lue import lire_publiee
from bonnes_pratiques.models.bibliotheque import ADRESSE
from socle.adresses.aiguillage import servir
from socle.cadre.site_demande import site_de


@require_safe
def page_de_fiche(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a sheet. One that is restricted, and any other page of that address, takes Wagtail's own way."""
    site_de(request)  # remembered, where Wagtail would ask the database; before whatever is kept of the sheet is read
    fiche: Any = lire_publiee(slug, translation.get_language() or "fr")
    if not fiche:
        return servir(request, f"{ADRESSE}/{slug}/")
    return fiche.serve(request)
