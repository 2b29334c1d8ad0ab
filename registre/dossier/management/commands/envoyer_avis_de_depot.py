"""`manage.py envoyer_avis_de_depot`: sends again what the mail server did not take when a dossier was filed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.dossier.avis import a_dire, envoyer
from socle.file_de_courriels import EtatDEnvoi


class Command(BaseCommand):
    """Sends what waits. Run every hour, each message leaves once."""

    help = "Renvoie les accusés de réception et les avis de dépôt que le serveur de courriel n’a pas pris."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--simulation", action="store_true", help=_("Dit combien de messages partiraient, sans rien faire.")
        )

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        if simulation:
            nombre = a_dire(timezone.now()).count()
            self.stdout.write(_("Avis de dépôt à envoyer : %(nombre)s") % {"nombre": nombre})
            return

        for etat, nombre in sorted(envoyer().items()):
            self.stdout.write(f"{EtatDEnvoi(etat).label} : {nombre}")
