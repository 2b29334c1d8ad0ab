"""`manage.py purger_fichiers_orphelins`: deletes the files of the rooms' own folders that nothing names any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from socle.medias.orphelins import effacer, orphelins


class Command(BaseCommand):
    """Deletes what an upload cut short has left. Run twice, it has nothing more to do."""

    help = (
        "Supprime les fichiers qu’un envoi interrompu a laissés (dossiers, recours, points, visites), vieux d’un jour."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Nomme ces fichiers, sans rien supprimer."))

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        chemins = orphelins()
        if not simulation:
            effacer(chemins)

        for chemin in chemins:
            self.stdout.write(chemin)
        self.stdout.write(_("Fichiers que rien ne nomme : %(nombre)s") % {"nombre": len(chemins)})
