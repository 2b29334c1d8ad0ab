"""`manage.py charger_demonstration_fiches`: fictional sheets, so that the library can be seen and tried."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bonnes_pratiques.demonstration.chargement import charger
from bonnes_pratiques.demonstration.fichiers import DonneesRefuseesError


class Command(BaseCommand):
    """Creates the sheets that were never there; never touches what exists. Refused in production."""

    help = "Crée des fiches pratiques fictives, une fois. Refusé en production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Dit ce qui serait créé, sans rien écrire."))

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        if not settings.DEMONSTRATION_PERMISE:
            raise CommandError(_("La démonstration ne se charge pas en production : la bibliothèque y est réelle."))

        try:
            bilan = charger(simulation=simulation)
        except DonneesRefuseesError as refus:
            raise CommandError(_("Rien n’est écrit.\n%(fautes)s") % {"fautes": refus}) from refus

        if bilan.est_vide:
            self.stdout.write(_("Les fiches fictives sont déjà là : rien n’a changé."))
        else:
            fiches, themes, reprises = len(bilan.fiches), len(bilan.themes), bilan.reprises
            parts = (
                ngettext("%(n)s fiche fictive", "%(n)s fiches fictives", fiches) % {"n": fiches},
                ngettext("%(n)s thème", "%(n)s thèmes", themes) % {"n": themes},
                ngettext("%(n)s reprise", "%(n)s reprises", reprises) % {"n": reprises},
            )
            self.stdout.write(_("Créé : %(parts)s.") % {"parts": ", ".join(parts)})

        if simulation:
            self.stdout.write(_("Simulation : rien n’a été écrit."))
