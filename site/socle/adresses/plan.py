"""`robots.txt`, and `sitemap.xml` with every public page in every language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from wagtail.models import Locale, Page, Site

from socle.models import BasePage

LANGUE_PAR_DEFAUT = "fr"
UNE_HEURE = 3600
RESERVES = ("/admin/", "/compte/", "/espace/")


@dataclass(frozen=True)
class Autre:
    """The same page in a language, in the names Django's sitemap template reads."""

    lang_code: str
    location: str


@dataclass(frozen=True)
class AdresseDuPlan:
    """One address of the site map. Two entries of the same `cle` are translations of each other."""

    cle: tuple[object, str]
    langue: str
    location: str
    lastmod: datetime | None


def robots(request: HttpRequest) -> HttpResponse:
    """Let everything be read but what needs an account; nothing at all where `INDEXABLE` is false."""
    interdits = RESERVES if settings.INDEXABLE else ("/",)
    lignes = ["User-agent: *", *(f"Disallow: {chemin}" for chemin in interdits)]
    site = Site.find_for_request(request)
    if site and settings.INDEXABLE:
        lignes += ["", f"Sitemap: {site.root_url}{reverse('plan_xml')}"]
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain; charset=utf-8")


def plan_xml(request: HttpRequest) -> HttpResponse:
    """Answer with the site map. Its number of queries depends on the page types and languages, not on the pages."""
    entrees = list(_entrees(request))

    traductions: dict[tuple[object, str], list[AdresseDuPlan]] = {}
    for entree in entrees:
        traductions.setdefault(entree.cle, []).append(entree)

    urlset = [
        {"location": e.location, "lastmod": e.lastmod, "alternates": _autres(traductions[e.cle])} for e in entrees
    ]
    reponse = render(request, "sitemap.xml", {"urlset": urlset}, content_type="application/xml")
    patch_cache_control(reponse, public=True, max_age=UNE_HEURE)
    return reponse


def _entrees(request: HttpRequest) -> Iterable[AdresseDuPlan]:
    """Every published public page of the site and the views inside it, in the order of the tree."""
    site = Site.find_for_request(request)
    if site is None:
        return

    racines = Page.objects.filter(translation_key=site.root_page.translation_key)
    publiques = Page.objects.live().public()
    langues = {locale.pk: locale for locale in Locale.objects.all()}

    for racine in racines.order_by("path"):
        for page in publiques.descendant_of(racine, inclusive=True).order_by("path").specific():
            page.locale = langues[page.locale_id]  # `specific()` forgets what `select_related` read
            adresse = page.get_full_url(request)
            if not isinstance(page, BasePage) or not adresse:
                continue
            langue = page.locale.language_code
            with translation.override(langue):
                yield AdresseDuPlan((page.translation_key, ""), langue, adresse, page.modifiee_le())
                for sous_page in page.sous_pages():
                    if suite := sous_page.suites.get(langue):
                        cle = (page.translation_key, sous_page.cle)
                        yield AdresseDuPlan(cle, langue, adresse + suite, sous_page.modifiee_le)


def _autres(entrees: list[AdresseDuPlan]) -> list[Autre]:
    """The languages a page is published in, and the one to show by default; none when there is only one."""
    if len(entrees) == 1:
        return []
    autres = [Autre(entree.langue, entree.location) for entree in entrees]
    return autres + [Autre("x-default", a.location) for a in autres if a.lang_code == LANGUE_PAR_DEFAUT]
