"""`manage.py preparer_actualites`: the pages of the news and of the agenda, and their lines in the menu."""

from typing import Any

from django.core.management.base import BaseCommand

from bonnes_pratiques.actualites.preparation import preparer


class Command(BaseCommand):
    """Creates each page once, in French and English. A page that exists is the editors': nothing is written."""

    help = "Crée les pages des actualités et de l'agenda, si le site n'en a pas."

    def handle(self, *args: Any, **options: Any) -> None:
        for dit in preparer():
            self.stdout.write(dit)
