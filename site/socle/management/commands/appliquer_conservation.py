"""`manage.py appliquer_conservation`: forgets what has been kept as long as it may be, kind by kind."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.conservation import oublis


class Command(BaseCommand):
    """Run by the maintenance timer. Twice forgets nothing more."""

    help = "Oublie ce qui a été gardé aussi longtemps que le site le dit, sorte par sorte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Compte sans rien effacer."))

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        au = timezone.localdate()
        dit = _("%(nom)s (%(duree)s) : à oublier, %(n)s.") if simulation else _("%(nom)s (%(duree)s) : oubliés, %(n)s.")

        for oubli in oublis():
            n = oubli.appliquer(au, simulation=simulation)
            self.stdout.write(dit % {"nom": oubli.nom, "duree": oubli.duree(), "n": n})
        if simulation:
            self.stdout.write(_("Rien n’est changé."))
