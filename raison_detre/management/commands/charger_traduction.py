"""`manage.py charger_traduction [FICHIER]`: the courtesy translation of an edition."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from raison_detre.chargement.traduction import charger_traduction
from raison_detre.chargement.yaml_situe import FichierRefuse

ANGLAIS_2021 = Path(__file__).resolve().parents[2] / "donnees" / "raison_detre_2021.en.yaml"


class Command(BaseCommand):
    """Translates what is not translated yet; what an editor translated is never replaced."""

    help = "Charge la traduction de courtoisie d'une édition, sans remplacer celle des éditeurs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, nargs="?", default=ANGLAIS_2021, metavar="FICHIER")
        parser.add_argument("--simulation", action="store_true", help=_("Dit ce qui changerait, sans rien écrire."))

    def handle(self, *args: Any, fichier: Path, simulation: bool, **options: Any) -> None:
        try:
            bilan = charger_traduction(fichier, simulation=simulation)
        except FichierRefuse as refus:
            message = _("%(fichier)s est refusé, rien n’est écrit.\n%(fautes)s")
            raise CommandError(message % {"fichier": fichier, "fautes": refus}) from refus

        for objet in bilan.traduits:
            self.stdout.write(_("Traduit : %(quoi)s") % {"quoi": objet})

        for objet in bilan.reecrits:
            self.stdout.write(
                _("Français réécrit depuis, à traduire dans l’administration : %(quoi)s") % {"quoi": objet}
            )
        if not bilan.traduits:
            self.stdout.write(_("Aucune traduction à ajouter : rien n’a changé."))
        if simulation:
            self.stdout.write(_("Simulation : rien n’a été écrit."))
