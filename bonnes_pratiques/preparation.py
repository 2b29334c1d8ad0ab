"""Lays the pages of the news and of the agenda on a site that has none, with their links."""

from typing import Any

from django.db.models import Max
from wagtail.models import Locale, Page, Site

from bonnes_pratiques.models import ActualitesPage, AgendaPage
from raison_detre.models import AccueilPage
from socle.models import LienDeNavigation, Navigation
from socle.traduction import traduire

ACTUALITES = {
    "fr": {
        "title": "Actualités",
        "slug": "actualites",
        "introduction": "Ce qui se passe à la Fédération, dans les Coop’HLM et autour du label Quali’Coop.",
    },
    "en": {
        "title": "News",
        "slug": "actualites",
        "introduction": "What is happening at the Federation, in the Coop’HLM and around the Quali’Coop label.",
    },
}
AGENDA = {
    "fr": {
        "title": "Agenda",
        "slug": "agenda",
        "introduction": "Séminaires, comités de validation, assemblées générales, VisioCoop : les dates du réseau.",
    },
    "en": {
        "title": "Diary",
        "slug": "agenda",
        "introduction": "Seminars, validation committees, general meetings, VisioCoop: the dates of the network.",
    },
}


def preparer(accueil: AccueilPage) -> list[str]:
    """Create, publish, translate and link each page the site lacks. Return their titles."""
    manquantes = [(m, textes) for m, textes in ((ActualitesPage, ACTUALITES), (AgendaPage, AGENDA)) if not _existe(m)]
    return [poser(accueil, modele, textes).title for modele, textes in manquantes]


def _existe(modele: Any) -> bool:
    return bool(modele.objects.exists())


def poser(accueil: AccueilPage, modele: Any, textes: dict[str, dict[str, str]]) -> Page:
    """Create the page under the home page, in French then in English, and its line at the end of the menu."""
    page: Page = accueil.add_child(instance=modele(locale=accueil.locale, **textes["fr"]))
    page.save_revision().publish()
    if Locale.objects.filter(language_code="en").exists():
        traduire(page, "en", textes["en"])
    navigation = Navigation.for_site(Site.objects.get(is_default_site=True))
    navigation.save()
    dernier = LienDeNavigation.objects.filter(navigation=navigation).aggregate(Max("sort_order"))["sort_order__max"]
    place = 0 if dernier is None else dernier + 1
    LienDeNavigation.objects.create(navigation=navigation, page=page, sort_order=place)
    return page
