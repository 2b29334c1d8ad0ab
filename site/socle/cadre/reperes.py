"""What every page shows around its text: menu, footer, languages. Two queries, then one while nothing changes.

The home page and its children, in every language, are read together: the page at an address
(`socle.adresses.aiguillage`), links, languages and the ways from one page to another are then answered from memory.
"""

import copy
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Exists, F, IntegerField, Q, TextField, Value
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION, SiteRootPath

from socle.cadre.memoire import Memoire
from socle.cadre.site_demande import site_de
from socle.models import LienDeNavigation, LienDePied, Navigation
from socle.restrictions import est_reservee

MENU, PIED, TEXTES = "menu", "pied", "textes"
UNE_HEURE = 3600
PAGES_GARDEES = 1_000


@dataclass(frozen=True)
class Reperes:
    """The lines of the navigation settings, and the published pages they and the other tags may lead to."""

    lignes: tuple[dict[str, Any], ...]
    pages: tuple[Page, ...]

    def dans_la_langue(self, pk: int | None) -> Page | None:
        """Return the page to show for the one chosen: its translation in the reader's language, else itself.

        None when the page chosen is not published, or is not among those read.
        """
        choisie = next((page for page in self.pages if page.pk == pk), None)
        return choisie and _traduite(choisie, self.pages)

    def du_type(self, modele: type[Page]) -> Page | None:
        """Return the first page of this type in the reader's language, as that type and without a query.

        Its own fields cost one: `entiere` gives them.
        """
        page = self._la_premiere(modele)
        return page and page.specific_deferred

    def entiere(self, modele: type[Page]) -> Page | None:
        """Return the same page with its own fields. One query, none when it is remembered."""
        page = self._la_premiere(modele)
        return page and precise(page)

    def _la_premiere(self, modele: type[Page]) -> Page | None:
        langue = translation.get_language()
        pages = (page for page in self.pages if page.locale.language_code == langue)
        return next((page for page in pages if page.specific_class is modele), None)


_memoire: Memoire[int, Reperes] = Memoire()
_precises: Memoire[int, Page] = Memoire()
_traductions: Memoire[uuid.UUID, tuple[Page, ...]] = Memoire(places=PAGES_GARDEES)
_traduites: Memoire[tuple[tuple[int, ...], str | None], dict[int, Page]] = Memoire()


def lire_reperes(request: HttpRequest, page: Page | None = None) -> Reperes:
    """Return the marks of the page being answered, read once per request. Two queries, or one when they are remembered.

    A page deeper than the home page's children costs one more, for its translations, which are remembered too.
    """
    lus: dict[int | None, Reperes] = request.__dict__.setdefault("_reperes", {})
    if None not in lus:
        lus[None] = _lire(request)

    site = site_de(request)
    if page is None or site is None or page.depth <= site.root_page.depth + 1:
        return lus[None]

    if page.pk not in lus:
        lues = _traductions.retrouver(page.translation_key, partial(_lire_traductions, page.translation_key))
        traductions = tuple(copy.copy(lue) for lue in lues)
        lus[page.pk] = replace(lus[None], pages=lus[None].pages + traductions)
    return lus[page.pk]


def precise(page: Page) -> Page:
    """Return one of these pages as its own type, the same for the whole request. One query, none when remembered.

    It knows what was read with the page of the rules that keep pages to some people.
    """
    if "_precise" not in page.__dict__:
        lue = copy.copy(_precises.retrouver(page.pk, lambda: page.specific))
        lue.sans_restriction = getattr(page, "sans_restriction", False)
        page.__dict__["_precise"] = lue
    connue: Page = page.__dict__["_precise"]
    return connue


def _lire_traductions(cle: uuid.UUID) -> tuple[Page, ...]:
    """The published page of this key in each language."""
    return tuple(_lues(Q(live=True, translation_key=cle)))


def _lire(request: HttpRequest) -> Reperes:
    """The marks of this site, each page a copy: a request may do what it likes with its own."""
    site = site_de(request)
    if site is None:
        return Reperes((), ())

    lus = _memoire.retrouver(site.pk, partial(_lire_en_base, site))
    pages = tuple(copy.copy(page) for page in lus.pages)

    if racines := _racines(site, pages):
        request._wagtail_cached_site_root_paths = racines  # type: ignore[attr-defined]  # where Wagtail keeps them
    return Reperes(lus.lignes, tuple(page for page in pages if page.live))


def _lire_en_base(site: Site) -> Reperes:
    """The same, read in the database, home pages that are not published included."""
    lignes = tuple(_lignes(site))
    hauteur = site.root_page.depth
    choisies = [ligne["page_id"] for ligne in lignes if ligne["page_id"]]
    cles = Page.objects.filter(pk__in=choisies).values("translation_key")
    choix = Q(live=True) & (Q(depth__range=(hauteur, hauteur + 1)) | Q(translation_key__in=cles))
    accueils = Q(translation_key=site.root_page.translation_key)
    ailleurs = Exists(Site.objects.exclude(pk=site.pk))
    pages = tuple(_lues(choix | accueils, un_autre_site=ailleurs, reservee=est_reservee()))

    if racines := _racines(site, pages):
        cache.add(SITE_ROOT_PATHS_CACHE_KEY, racines, UNE_HEURE, version=SITE_ROOT_PATHS_CACHE_VERSION)
    return Reperes(lignes, pages)


def _racines(site: Site, pages: Iterable[Page]) -> list[SiteRootPath]:
    """Where addresses start when this is the only site, empty else: Wagtail is spared the two queries that tell it.

    It looks on the request; where it has none, in the cache, for an hour, and forgets them when a site or a page moves.
    """
    accueils = [page for page in pages if page.translation_key == site.root_page.translation_key]
    if any(page.un_autre_site for page in accueils):
        return []
    return [SiteRootPath(site.pk, page.url_path, site.root_url, page.locale.language_code) for page in accueils]


def _lues(choix: Q, **annotations: Exists) -> Iterable[Page]:
    """The pages chosen, each knowing its language and its type without asking again."""
    pages = Page.objects.filter(choix).annotate(**annotations)
    for page in pages.select_related("locale", "content_type").order_by("path"):
        page.specific_class = page.content_type.model_class()
        yield page


def _lignes(site: Site) -> Iterable[dict[str, Any]]:
    """Everything written under Paramètres > Navigation: the links, and the texts of the footer as one more line."""
    vide = Value("", output_field=TextField())
    champs = ("zone", "rang", "page_id", "lieu", "libelle", "libelle_en", "contact_saisi")
    menu = LienDeNavigation.objects.filter(navigation__site=site).order_by()
    pied = LienDePied.objects.filter(navigation__site=site).order_by()
    textes = Navigation.objects.filter(site=site).order_by()
    menu = menu.annotate(zone=_zone(MENU), rang=F("sort_order"), lieu=vide, contact_saisi=vide)
    pied = pied.annotate(zone=_zone(PIED), rang=F("sort_order"), lieu=F("adresse"), contact_saisi=vide)
    textes = textes.annotate(
        zone=_zone(TEXTES),
        rang=Value(0, output_field=IntegerField()),
        page_id=Value(None, output_field=IntegerField()),
        lieu=F("adresse"),
        libelle=F("presentation"),
        libelle_en=F("presentation_en"),
        contact_saisi=F("contact"),
    )
    reunion = menu.values(*champs).union(pied.values(*champs), textes.values(*champs), all=True)

    return reunion.order_by("zone", "rang")


def _zone(nom: str) -> Value:
    return Value(nom, output_field=CharField())


def pages_dans_la_langue(ids: Iterable[int]) -> dict[int, Page]:
    """Return the published page to show for each page chosen, by the id chosen. One query, short while nothing changes.

    The pages are shared by all requests: read only.
    """
    choisis = tuple(sorted(set(ids)))
    return _traduites.retrouver((choisis, translation.get_language()), partial(_lire_traduites, choisis))


def _lire_traduites(ids: tuple[int, ...]) -> dict[int, Page]:
    choisies = Page.objects.filter(pk__in=ids).values("translation_key")
    pages = list(Page.objects.live().filter(translation_key__in=choisies).select_related("locale"))
    return {page.pk: _traduite(page, pages) for page in pages}


def _traduite(choisie: Page, pages: Iterable[Page]) -> Page:
    """The translation of this page in the reader's language when it is among these, else the page itself."""
    langue = translation.get_language()
    return next(
        (
            page
            for page in pages
            if page.translation_key == choisie.translation_key and page.locale.language_code == langue
        ),
        choisie,
    )
