"""`manage.py purger_signalements`: forgets what was written in reports answered long ago."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.signalements.conservation import effacer


class Command(BaseCommand):
    """Run by the maintenance timer. Twice forgets nothing more."""

    help = "Efface les textes et l’adresse des signalements clos depuis plus longtemps que le réglage ne le permet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Compte sans rien effacer."))

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        n = effacer(timezone.localdate(), simulation=simulation)
        if simulation:
            dit = ngettext("%(n)s signalement serait effacé.", "%(n)s signalements seraient effacés.", n)
        else:
            dit = ngettext("%(n)s signalement effacé.", "%(n)s signalements effacés.", n)
        self.stdout.write(dit % {"n": n})
