"""`manage.py preparer_actualites`: the pages of the news and of the agenda, and their lines in the menu."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from bonnes_pratiques.preparation import preparer
from raison_detre.models import AccueilPage


class Command(BaseCommand):
    """Creates each page once, in French and English. A page that exists is the editors': nothing is written."""

    help = "Crée les pages des actualités et de l'agenda, si le site n'en a pas."

    def handle(self, *args: Any, **options: Any) -> None:
        accueil = AccueilPage.objects.filter(locale__language_code="fr").order_by("path").first()
        if accueil is None:
            self.stdout.write(_("Le site n’a pas encore de page d’accueil. Commencez par : manage.py charger_contenu"))
            return
        with transaction.atomic():
            titres = preparer(accueil)
        if titres:
            self.stdout.write(_("Pages créées, avec leur lien de menu : %(titres)s.") % {"titres": ", ".join(titres)})
        else:
            self.stdout.write(_("Les pages des actualités et de l’agenda sont déjà là : rien n’a changé."))
