"""A page of the register: a plain view that stands under the editors' page, in the menu and the breadcrumb."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from registre.public.liste.page import page_du_registre
from socle.adresses.sous_page import ImageDePartage, SousPage


def rendre(  # noqa: PLR0913 - each says one thing of the page, and none has a default that could be forgotten
    request: HttpRequest,
    gabarit: str,
    contexte: dict[str, Any],
    *,
    au: datetime.date,
    titre: str,
    description: str,
    image: ImageDePartage | None = None,
    statut_http: int = 200,
) -> HttpResponse:
    """Render a page about the day `au`. `titre` is that of the document; the address is the request's own path.

    `image` is its share image, the register's own without it.
    """
    page = page_du_registre(request)
    suite = request.path.removeprefix(reverse("registre:liste"))
    aujourdhui = timezone.localdate()
    commun = {
        "gabarit": "page.html" if page else "base.html",
        "page": page,
        "sous_page": SousPage(
            titre=titre, description=description, suites=dict.fromkeys(("fr", "en"), suite), image=image
        ),
        "titre": titre,
        "au": au,
        "autre_jour": au != aujourdhui,
        "a_venir": au > aujourdhui,
        "adresse": request.build_absolute_uri(request.path),
    }

    return render(request, gabarit, commun | contexte, status=statut_http)
