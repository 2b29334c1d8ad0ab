"""Lays the pages of the news and of the agenda on a site that has none, with their links at the end of the menu."""

from collections.abc import Iterator

from bonnes_pratiques.models import ActualitesPage, AgendaPage
from raison_detre.contenu.salle import preparer_page

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
PAGES = ((ActualitesPage, ACTUALITES, 90), (AgendaPage, AGENDA, 91))  # after whatever else the menu holds


def preparer() -> Iterator[str]:
    """Create, publish, translate and link each page the site lacks; yield what was done of each, in French."""
    for modele, textes, place in PAGES:
        yield preparer_page(modele, textes, libelles={}, place=place)
