"""The menu, the footer, the breadcrumb and the language switch, each in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import F, QuerySet, Value
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from socle.models import LienDeNavigation, LienDePied, Navigation

register = template.Library()


@dataclass(frozen=True)
class Lien:
    """A link as shown. `langue` is set when it leads to a page in another language than the reader's."""

    texte: str
    adresse: str
    courant: str = ""
    langue: str = ""


@dataclass(frozen=True)
class NavigationLue:
    """The menu and the footer in the reader's language."""

    menu: tuple[Lien, ...] = ()
    pied: tuple[Lien, ...] = ()
    presentation: str = ""
    adresse: str = ""
    contact: str = ""


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> NavigationLue:
    """Return the site's menu and footer, translated where a translation is published. Three queries, or one if none."""
    request = context["request"]
    site = Site.find_for_request(request)
    reglages = Navigation.objects.filter(site=site).first() if site else None
    if reglages is None:
        return NavigationLue()
    langue = translation.get_language()
    lignes = list(_lignes(reglages))
    pages = _pages_dans_la_langue({ligne["page_id"] for ligne in lignes}, langue)
    liens: dict[str, list[Lien]] = {"menu": [], "pied": []}
    for ligne in lignes:
        lien = _lien(ligne, pages, langue, context)
        if lien:
            liens[ligne["zone"]].append(lien)
    presentation = reglages.presentation_en if langue == "en" else ""
    return NavigationLue(
        menu=tuple(liens["menu"]),
        pied=tuple(liens["pied"]),
        presentation=presentation or reglages.presentation,
        adresse=reglages.adresse,
        contact=reglages.contact,
    )


def _lignes(reglages: Navigation) -> QuerySet[Any, dict[str, Any]]:
    """Every link of the menu and of the footer, in order: one query for both."""
    champs = ("zone", "sort_order", "page_id", "adresse_saisie", "libelle", "libelle_en")
    menu = LienDeNavigation.objects.filter(navigation=reglages).annotate(zone=Value("menu"), adresse_saisie=Value(""))
    pied = LienDePied.objects.filter(navigation=reglages)
    pied = pied.annotate(zone=Value("pied"), adresse_saisie=F("adresse"))
    menu, pied = menu.order_by().values(*champs), pied.order_by().values(*champs)
    return menu.union(pied, all=True).order_by("zone", "sort_order")


def _pages_dans_la_langue(ids: set[int | None], langue: str) -> dict[int, Page]:
    """Return the published page to show for each page chosen: its translation in `langue`, else itself."""
    choisies = Page.objects.filter(pk__in=[pk for pk in ids if pk])
    candidates = list(
        Page.objects.live().filter(translation_key__in=choisies.values("translation_key")).select_related("locale")
    )
    traductions = {page.translation_key: page for page in candidates if page.locale.language_code == langue}
    return {page.pk: traductions.get(page.translation_key, page) for page in candidates if page.pk in ids}


def _lien(ligne: dict[str, Any], pages: dict[int, Page], langue: str, context: Context) -> Lien | None:
    """One line as a link; None for a page that is not published."""
    libelle = (ligne["libelle_en"] if langue == "en" else "") or ligne["libelle"]
    if not ligne["page_id"]:
        return Lien(texte=libelle, adresse=ligne["adresse_saisie"])
    page = pages.get(ligne["page_id"])
    adresse = page.get_url(context["request"]) if page else None
    if page is None or adresse is None:
        return None
    autre_langue = "" if page.locale.language_code == langue else page.locale.language_code
    return Lien(libelle or page.title, adresse, _courant(page, adresse, context), autre_langue)


def _courant(page: Page, adresse: str, context: Context) -> str:
    """The value of `aria-current`: this very page, a page it contains, or neither."""
    ouverte = context.get("page")
    if context["request"].path == adresse:
        return "page"
    dedans = isinstance(ouverte, Page) and page.depth > 2 and ouverte.url_path.startswith(page.url_path)  # noqa: PLR2004
    return "true" if dedans else ""


@register.simple_tag
def adresse_accueil() -> str:
    """The address of the home page in the active language. No query."""
    return reverse("wagtail_serve", args=[""])


@register.simple_tag(takes_context=True)
def fil_d_ariane(context: Context, courant: str = "") -> tuple[Lien, ...]:
    """Return the pages above this one, without the home page. With `courant`, a view inside the page, the page too.

    One query at most, none for a page just under the home page.
    """
    page = context["page"]
    request = context["request"]
    site = Site.find_for_request(request)
    hauteur = site.root_page.depth if site else 1
    dessus = list(page.get_ancestors().live().filter(depth__gt=hauteur)) if page.depth > hauteur + 1 else []
    if courant:
        dessus.append(page)
    return tuple(Lien(ancetre.title, ancetre.get_url(request) or "") for ancetre in dessus)


@dataclass(frozen=True)
class Langue:
    """A language of the site and where to read it: this page's translation, or the home page."""

    code: str
    nom: str
    adresse: str
    est_courante: bool
    est_traduction: bool


@register.simple_tag(takes_context=True)
def langues(context: Context) -> tuple[Langue, ...]:
    """Return the languages one can read now, empty when there is only one. One query.

    A view inside a page (an engagement, an older edition) keeps its own end of address in the other language.
    """
    request: HttpRequest = context["request"]
    site = Site.find_for_request(request)
    ouverte = context.get("page")
    page = ouverte if isinstance(ouverte, Page) and ouverte.pk else None
    if site is None:
        return ()
    cles = {site.root_page.translation_key} | ({page.translation_key} if page else set())
    publiees = Page.objects.live().filter(translation_key__in=cles).select_related("locale")
    adresses: dict[str, str] = {}
    traduites: set[str] = set()
    for traduction in sorted(publiees, key=lambda publiee: publiee.translation_key != site.root_page.translation_key):
        code = traduction.locale.language_code
        adresses[code] = traduction.get_url(request) or ""
        if page and traduction.translation_key == page.translation_key:
            adresses[code] += _suite(page, request)
            traduites.add(code)
    if len(adresses) == 1:
        return ()
    active = translation.get_language()
    return tuple(
        Langue(code, translation.get_language_info(code)["name_local"], adresse, code == active, code in traduites)
        for code, adresse in sorted(adresses.items(), reverse=True)
    )


def _suite(page: Page, request: HttpRequest) -> str:
    """What the address asked for has after the page's own: `7-communiquer/` for an engagement."""
    adresse = page.get_url(request) or ""
    return request.path.removeprefix(adresse) if adresse and request.path.startswith(adresse) else ""
