"""`manage.py charger_referentiel FICHIER`: an edition of the référentiel, from its source file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from raison_detre.chargement.application import EditionIncompatible, appliquer
from raison_detre.chargement.lecture import lire_edition_du_fichier
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
            if si_absent and Referentiel.objects.sources().filter(code=edition.champs["code"]).exists():
                self.stdout.write(_("L’édition %(code)s est déjà là : rien n’a changé.") % edition.champs)
                return
            bilan = appliquer(edition, simulation=simulation)
        except FichierRefuse as refus:
            raise CommandError(
                _("%(f)s refusé, rien n’est écrit :\n%(fautes)s") % {"f": fichier, "fautes": refus}
            ) from refus
        except EditionIncompatible as refus:
            raise CommandError(str(refus)) from refus
        if bilan.est_vide:
            self.stdout.write(_("Le site dit déjà ce que dit le fichier : rien n’a changé."))
        for ajout in bilan.ajouts:
            self.stdout.write(_("Ajouté : %(quoi)s") % {"quoi": ajout})
        for c in bilan.changements:
            avant, apres = Truncator(c.avant).chars(60), Truncator(c.apres).chars(60)
            self.stdout.write(
                _("Modifié : %(o)s, %(c)s : « %(a)s » → « %(b)s »")
                % {"o": c.objet, "c": c.champ, "a": avant, "b": apres}
            )
        if simulation:
            self.stdout.write(_("Simulation : rien n’a été écrit."))
