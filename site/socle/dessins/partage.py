"""The image a social network shows beside a link: one per page, made from its title, never from the address."""

import hashlib
from dataclasses import astuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from wagtail.models import Page

from socle.adresses.sous_page import SousPage, Vignette
from socle.dessins.dessin_partage import VERSION, dessiner_vignette
from socle.dessins.guichet_des_dessins import a_son_tour, dessin, dessin_garde
from socle.models import BasePage

UN_AN_SECONDES = 365 * 24 * 3600


def adresse_vignette(page: BasePage, sous_page: SousPage | None = None) -> str:
    """Return the path of a page's share image. It changes with what the image says, so it may be kept for ever."""
    arguments: dict[str, object] = {"page_id": page.pk}
    vignette = page.vignette
    if sous_page and sous_page.vignette:
        arguments["cle"], vignette = sous_page.cle, sous_page.vignette
    return reverse("vignette", kwargs=arguments | {"version": version(vignette)})


def version(vignette: Vignette) -> str:
    """Return a short hash of what an image shows and of the way it is drawn."""
    return hashlib.sha256(repr((VERSION, *astuple(vignette))).encode()).hexdigest()[:12]


def vignette(request: HttpRequest, page_id: int, version: str, cle: str = "") -> HttpResponseBase:
    """Answer with the share image of a published public page, or of a view inside it; 404 for anything else.

    An address of an earlier version leads to today's image.
    """
    page, sous_page = _trouver(page_id, cle)
    adresse = adresse_vignette(page, sous_page)
    montree = sous_page.vignette if sous_page and sous_page.vignette else page.vignette
    if request.path != adresse:
        return redirect(adresse)

    reponse = image_de_partage(request, montree)

    patch_cache_control(reponse, public=True, max_age=UN_AN_SECONDES, immutable=True)
    return reponse


def image_de_partage(request: HttpRequest, montree: Vignette) -> HttpResponseBase:
    """Answer with a share image, or with a 304 to who has it. How long it may be kept is for the caller to say."""
    etag = f'"{version(montree)}"'
    reponse = get_conditional_response(request, etag=etag)
    if reponse is None:
        reponse = HttpResponse(_image(request, montree), content_type="image/png")
    reponse.headers["ETag"] = etag
    return reponse


def _image(request: HttpRequest, montree: Vignette) -> bytes:
    """The image as kept, else drawn in one's turn."""
    cle = f"vignette-{version(montree)}"
    contenu = dessin(cle)
    if contenu is None:
        with a_son_tour(request):
            contenu = dessin_garde(cle, lambda: dessiner_vignette(montree))
    return contenu


def _trouver(page_id: int, cle: str) -> tuple[BasePage, SousPage | None]:
    """The page, and the view inside it that is named. Raises `Http404` when either is not published."""
    page = Page.objects.live().public().filter(pk=page_id).select_related("locale").specific().first()
    if not isinstance(page, BasePage):
        raise Http404(f"No public page {page_id}.")
    if not cle:
        return page, None

    with translation.override(page.locale.language_code):
        sous_page = page.sous_page(cle)
    if sous_page is None:
        raise Http404(f"Nothing named {cle} in page {page_id}.")

    return page, sous_page
