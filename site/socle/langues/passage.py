"""From an address to the same one in another language, and what is said when a page has no such version.

The question put to a page goes along (the register's filters, a day), but for the number of the page of a list: lists
are not as long in every language. A page that refused its question is read without it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from wagtail.models import Page

from socle.adresses.parametres import CHIFFRES_MAXIMUM

VUES_DE_WAGTAIL = {"wagtail_serve", "fichier_de_page"}
NON_TRADUITE = "page_non_traduite"
PAGE_D_UNE_LISTE = "page"


def adresse_dans(
    langue: str, request: HttpRequest, page: Page | None, traduction: Page | None, *, refusee: bool
) -> str:
    """Return where what this request shows is read in `langue`; empty when its address is the same in every language.

    `traduction` is the page's own in that language, `refusee` whether the page could not answer what it was asked.
    """
    question = "" if refusee else _question(request)
    if page is not None and traduction is not None:
        ici = page.get_url(request) or ""
        suite = request.path.removeprefix(ici) if ici and request.path.startswith(ici) else ""
        return (traduction.get_url(request) or "") + suite + question

    if page is not None and _est_la_page(request, page):
        with translation.override(langue):
            return f"{reverse(NON_TRADUITE)}?{urlencode({'de': page.pk})}"

    autre = translate_url(request.path, langue)
    return autre + question if autre != request.path else ""


def _question(request: HttpRequest) -> str:
    garde = request.GET.copy()
    garde.pop(PAGE_D_UNE_LISTE, None)
    return f"?{garde.urlencode()}" if garde else ""


def _est_la_page(request: HttpRequest, page: Page) -> bool:
    """Tell whether the address is the page's own, which its slug decides, rather than a view that shows it."""
    try:
        vue = resolve(request.path)
    except Resolver404:
        return False
    return vue.url_name in VUES_DE_WAGTAIL or vue.kwargs.get("slug") == page.slug


@require_safe
def page_non_traduite(request: HttpRequest) -> HttpResponse:
    """Say that the page `?de=` is not written in this language, and where to go on; lead to it if it now is.

    Raises `Http404` when nothing public has this number.
    """
    page = _originale(request.GET.get("de", ""))
    langue = translation.get_language() or ""
    if version := page and _version(page, langue):
        return HttpResponseRedirect(version.get_url(request) or reverse("wagtail_serve", args=[""]))

    contexte: dict[str, Any] = {"originale": page, "proche": page and _la_plus_proche(page, langue)}
    reponse = render(request, "socle/page_non_traduite.html", contexte)
    reponse.headers["X-Robots-Tag"] = "noindex"

    return reponse


def _originale(numero: str) -> Page | None:
    """Return the public page of this number, None when none is given. Raises `Http404`."""
    if not numero:
        return None
    if not (numero.isascii() and numero.isdigit() and len(numero) <= CHIFFRES_MAXIMUM + 3):
        raise Http404("No page has this number.")
    publiques = Page.objects.live().public().select_related("locale")
    page: Page = get_object_or_404(publiques, pk=int(numero), depth__gt=1)
    return page


def _version(page: Page, langue: str) -> Page | None:
    """Return the public page that says the same in this language."""
    versions = page.get_translations(inclusive=True).live().public().filter(locale__language_code=langue)
    version: Page | None = versions.first()
    return version


def _la_plus_proche(page: Page, langue: str) -> Page | None:
    """Return the public page in this language nearest above this one, the home page left out."""
    dessus = list(page.get_ancestors().filter(depth__gt=2).order_by("-depth").values_list("translation_key", flat=True))
    lues = Page.objects.live().public().filter(translation_key__in=dessus, locale__language_code=langue)
    par_cle = {lue.translation_key: lue for lue in lues.select_related("locale").order_by("path")}
    return next((par_cle[cle] for cle in dessus if cle in par_cle), None)
