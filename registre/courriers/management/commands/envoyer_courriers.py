"""`manage.py envoyer_courriers`: sends again what the mail server did not take of what rooms write about coops."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.courriers.envoi import a_dire, envoyer
from socle.file_de_courriels import EtatDEnvoi


class Command(BaseCommand):
    """Sends what waits. Run every hour, each letter leaves once."""

    help = "Renvoie ce que le serveur n’a pas pris : décisions, commentaires, recours, points, visites, séances."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--simulation", action="store_true", help=_("Dit combien de courriels partiraient, sans rien faire.")
        )

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        if simulation:
            nombre = a_dire(timezone.now()).count()
            self.stdout.write(_("Courriels à envoyer : %(nombre)s") % {"nombre": nombre})
            return

        for etat, nombre in sorted(envoyer().items()):
            self.stdout.write(f"{EtatDEnvoi(etat).label} : {nombre}")
