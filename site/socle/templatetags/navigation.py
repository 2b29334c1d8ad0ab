"""The menu, the footer, the breadcrumb and the language switch."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from socle.cadre.reperes import MENU, PIED, TEXTES, Reperes, lire_reperes
from socle.langues.passage import adresse_dans

register = template.Library()

MARCHES_LUES = 2  # the pages above one that is this deep under the home page are among the marks


@dataclass(frozen=True)
class LienAffiche:
    """A link as shown. `langue` is set when it leads to a page in another language than the reader's."""

    texte: str
    adresse: str
    courant: str = ""
    langue: str = ""


@dataclass(frozen=True)
class NavigationLue:
    """The menu and the footer in the reader's language."""

    menu: tuple[LienAffiche, ...]
    pied: tuple[LienAffiche, ...]
    presentation: str
    adresse: str
    contact: str


@dataclass(frozen=True)
class Langue:
    """A language of the site and where to read it: this page's translation, or a page that says there is none."""

    code: str
    nom: str
    adresse: str
    est_courante: bool
    est_traduction: bool


def _reperes(context: Context) -> Reperes:
    return lire_reperes(context["request"], _page(context))


def _page(context: Context) -> Page | None:
    """The page being shown, None for a view that is not a page."""
    page = context.get("page")
    return page if isinstance(page, Page) and page.pk else None


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> NavigationLue:
    """Return the site's menu and footer, each page translated where its translation is published."""
    reperes = _reperes(context)
    liens: dict[str, list[LienAffiche]] = {MENU: [], PIED: []}
    textes = {"lieu": "", "contact_saisi": "", "libelle": "", "libelle_en": ""}

    for ligne in reperes.lignes:
        if ligne["zone"] == TEXTES:
            textes = ligne
        elif lien := _lien(ligne, reperes, context):
            liens[ligne["zone"]].append(lien)

    return NavigationLue(
        tuple(liens[MENU]), tuple(liens[PIED]), _libelle(textes), textes["lieu"], textes["contact_saisi"]
    )


def _libelle(ligne: dict[str, Any]) -> str:
    """The words of a line in the reader's language, in French when nobody translated them."""
    return (ligne["libelle_en"] if translation.get_language() == "en" else "") or ligne["libelle"]


def _lien(ligne: dict[str, Any], reperes: Reperes, context: Context) -> LienAffiche | None:
    """One line as a link; None for a page that is not published."""
    if not ligne["page_id"]:
        return LienAffiche(_libelle(ligne), ligne["lieu"])
    page = reperes.dans_la_langue(ligne["page_id"])
    adresse = page.get_url(context["request"]) if page else None
    if page is None or adresse is None:
        return None
    langue = page.locale.language_code
    autre_langue = "" if langue == translation.get_language() else langue
    return LienAffiche(_libelle(ligne) or page.title, adresse, _courant(page, adresse, context), autre_langue)


def _courant(page: Page, adresse: str, context: Context) -> str:
    """The value of `aria-current`: this very page, a page it contains, or neither."""
    ouverte = _page(context)
    if context["request"].path == adresse:
        return "page"
    est_accueil = adresse == adresse_accueil()
    return "true" if ouverte and not est_accueil and ouverte.url_path.startswith(page.url_path) else ""


@register.simple_tag
def adresse_accueil() -> str:
    """The address of the home page in the active language. No query."""
    return reverse("wagtail_serve", args=[""])


@register.simple_tag(takes_context=True)
def fil_d_ariane(context: Context, vue: str = "") -> tuple[LienAffiche, ...]:
    """Return the pages above this one, without the home page. With `vue`, a view inside the page, the page too.

    No query for a page one or two levels under the home page, one for a deeper one.
    """
    page, request = context["page"], context["request"]
    site = Site.find_for_request(request)
    hauteur = site.root_page.depth if site else 1

    if page.depth <= hauteur + MARCHES_LUES:
        dessus = [p for p in _reperes(context).pages if p.depth > hauteur and page.is_descendant_of(p)]
    else:
        dessus = list(page.get_ancestors().live().filter(depth__gt=hauteur))

    if vue:
        dessus.append(page)
    return tuple(LienAffiche(ancetre.title, ancetre.get_url(request) or "") for ancetre in dessus)


@register.simple_tag(takes_context=True)
def langues(context: Context) -> tuple[Langue, ...]:
    """Return the languages one can read now, empty when there is only one, or when the address has none of its own.

    A view inside a page (an engagement, an older edition) keeps its own end of address in the other language.
    """
    request: HttpRequest = context["request"]
    site, page = Site.find_for_request(request), _page(context)
    if site is None:
        return ()

    pages = _reperes(context).pages
    codes = {p.locale.language_code for p in pages if p.translation_key == site.root_page.translation_key}
    traductions = {p.locale.language_code: p for p in pages if page and p.translation_key == page.translation_key}
    refusee = "faute" in context  # a parameter that means nothing, in any language (socle.adresses.parametres)
    courante = translation.get_language()
    lues = [
        Langue(
            code,
            translation.get_language_info(code)["name_local"],
            request.get_full_path()
            if code == courante
            else adresse_dans(code, request, page, traductions.get(code), refusee=refusee),
            code == courante,
            code in traductions,
        )
        for code in sorted(codes, reverse=True)
    ]

    return tuple(lues) if len(lues) > 1 and all(langue.adresse for langue in lues) else ()


@register.simple_tag(takes_context=True)
def page_dans_la_langue(context: Context, page: Page | None) -> Page | None:
    """Return the page an editor chose in the reader's language; None when it is not published."""
    if page is None or not page.live:
        return None
    return _reperes(context).dans_la_langue(page.pk) or page
