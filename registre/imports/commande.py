"""What the two import commands share: the file, the simulation, the account, the faults."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from registre.imports.avancement import Avancement
from registre.imports.bilan import BilanDImport
from socle.tableaux.fautes import TableauRefuse


class CommandeDImport(BaseCommand):
    """Base of the import commands; each names its function."""

    importer: Callable[..., BilanDImport]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, metavar="FICHIER.csv")
        parser.add_argument("--simulation", action="store_true", help=_("Dit ce qui changerait, sans rien écrire."))

    def handle(self, *args: Any, fichier: Path, simulation: bool, **options: Any) -> None:
        try:
            bilan = type(self).importer(fichier, simulation=simulation, suivi=Avancement(self.stderr))
        except TableauRefuse as refus:
            raise CommandError(
                _("%(f)s refusé, rien n’est écrit :\n%(fautes)s") % {"f": fichier, "fautes": refus}
            ) from refus
        for phrase in bilan.phrases():
            self.stdout.write(phrase)
        if simulation:
            self.stdout.write(_("Simulation : rien n’a été écrit."))
