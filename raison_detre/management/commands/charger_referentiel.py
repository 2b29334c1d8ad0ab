"""`manage.py charger_referentiel FICHIER`: an edition of the référentiel, from its source file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from raison_detre.chargement.application import EditionIncompatible, appliquer
from raison_detre.chargement.edition_du_fichier import lire_edition_du_fichier
from raison_detre.chargement.yaml_situe import FichierRefuse
from raison_detre.models import Referentiel


class Command(BaseCommand):
    """Adds an edition, or sets its official text to the letter of the file. Editorial texts are left alone."""

    help = "Charge une édition du référentiel depuis un fichier YAML, en entier ou pas du tout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, metavar="FICHIER")
        parser.add_argument("--simulation", action="store_true", help=_("Dit ce qui changerait, sans rien écrire."))
        parser.add_argument("--si-absent", action="store_true", help=_("Ne fait rien si l’édition est déjà là."))

    def handle(self, *args: Any, fichier: Path, simulation: bool, si_absent: bool, **options: Any) -> None:
        try:
            edition = lire_edition_du_fichier(fichier)
            if si_absent and Referentiel.objects.sources().filter(code=edition.code).exists():
                self.stdout.write(_("L’édition %(code)s est déjà là : rien n’a changé.") % {"code": edition.code})
                return
            bilan = appliquer(edition, simulation=simulation)
        except (FichierRefuse, EditionIncompatible) as refus:
            message = _("%(fichier)s est refusé, rien n’est écrit.\n%(fautes)s")
            raise CommandError(message % {"fichier": fichier, "fautes": refus}) from refus

        for ligne in bilan.lignes():
            self.stdout.write(ligne)

        if simulation:
            self.stdout.write(_("Simulation : rien n’a été écrit."))
