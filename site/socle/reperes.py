"""What every page shows around its text, read once per request and in two queries: menu, footer, languages.

The home page and its children, in every language, are read together: links, languages and the ways from one page to
another are then answered from memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, TextField, Value
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, Site

from socle.models import LienDeNavigation, LienDePied, Navigation

MENU, PIED, TEXTES = "menu", "pied", "textes"


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
        """Return the first page of this type in the reader's language, as that type and without a query."""
        for page in self.pages:
            if (
                page.locale.language_code == translation.get_language()
                and page.cached_content_type.model_class() is modele
            ):
                return page.specific_deferred
        return None


def lire_reperes(request: HttpRequest, page: Page | None = None) -> Reperes:
    """Return the marks of the page being answered, the same object all along a request. Two queries."""
    lus = getattr(request, "_reperes", None)
    if lus is None:
        lus = _lire(request, page)
        request._reperes = lus  # type: ignore[attr-defined]
    return lus


def _lire(request: HttpRequest, page: Page | None) -> Reperes:
    site = Site.find_for_request(request)
    if site is None:
        return Reperes((), ())
    lignes = tuple(_lignes(site))
    hauteur = site.root_page.depth
    choix = Q(depth__range=(hauteur, hauteur + 1))
    if page is not None and page.depth > hauteur + 1:
        choix |= Q(translation_key=page.translation_key)
    choisies = [ligne["page_id"] for ligne in lignes if ligne["page_id"]]
    choix |= Q(translation_key__in=Page.objects.filter(pk__in=choisies).values("translation_key"))
    pages = Page.objects.live().filter(choix).select_related("locale").order_by("path")
    return Reperes(lignes, tuple(pages))


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
    """Return the published page to show for each page chosen, by the id chosen. One query."""
    choisies = Page.objects.filter(pk__in=list(ids)).values("translation_key")
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
