"""`manage.py preparer_bibliotheque`: the library's page and its line in the menu, on a site that has none."""

from typing import Any

from django.core.management.base import BaseCommand

from bonnes_pratiques.models import BibliothequePage
from raison_detre.contenu.salle import preparer_page

TEXTES = {
    "fr": {
        "title": "Bonnes pratiques",
        "slug": "bonnes-pratiques",
        "introduction": (
            "Ce que des coopératives ont fait, avec quels moyens et quels résultats, y compris ce qui n’a pas marché. "
            "Pour trouver en une minute par où commencer, et qui appeler."
        ),
    },
    "en": {
        "title": "Good practice",
        "slug": "bonnes-pratiques",
        "introduction": (
            "What co-operatives did, with what means and what results, including what did not work. "
            "To find in a minute where to start, and whom to call."
        ),
    },
}
LIBELLES = {"libelle": "Bonnes pratiques", "libelle_en": "Good practice"}
PLACE_DANS_LE_MENU = 3


class Command(BaseCommand):
    """Creates the page once, in French and English."""

    help = "Crée la page de la bibliothèque et son lien de menu, si le site n'en a pas."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(preparer_page(BibliothequePage, TEXTES, libelles=LIBELLES, place=PLACE_DANS_LE_MENU))
