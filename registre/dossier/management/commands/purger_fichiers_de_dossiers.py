"""`manage.py purger_fichiers_de_dossiers`: deletes the files of dossiers that nothing names any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from registre.dossier.orphelins import effacer, fichiers_sans_piece


class Command(BaseCommand):
    """Deletes what an upload cut short has left. Run twice, it has nothing more to do."""

    help = "Supprime les fichiers de dossiers qu’un envoi interrompu a laissés, vieux d’un jour au moins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Nomme ces fichiers, sans rien supprimer."))

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        chemins = fichiers_sans_piece()
        if not simulation:
            effacer(chemins)

        for chemin in chemins:
            self.stdout.write(chemin)
        self.stdout.write(_("Fichiers sans pièce : %(nombre)s") % {"nombre": len(chemins)})
