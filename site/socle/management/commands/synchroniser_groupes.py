"""`manage.py synchroniser_groupes`: groups, permissions and review as the code declares them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from socle.comptes.groupes import DroitInconnuError, synchroniser_groupes
from socle.comptes.noms_des_droits import nommer_les_droits
from socle.relecture.circuit import synchroniser_circuit


class Command(BaseCommand):
    """Says in French what it changes; run again, it changes nothing."""

    help = _("Met les groupes d’éditeurs, leurs droits et le circuit de relecture en accord avec le code.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Dire ce qui changerait, sans rien changer."))

    @transaction.atomic
    def handle(self, *args: Any, simulation: bool, verbosity: int, **options: Any) -> None:
        """All or nothing, silent at verbosity 0. Raises `CommandError` for a permission that does not exist."""
        try:
            changements = [*nommer_les_droits(), *synchroniser_groupes(), *synchroniser_circuit()]
        except DroitInconnuError as erreur:
            raise CommandError(str(erreur)) from erreur

        for changement in changements if verbosity else []:
            self.stdout.write(changement)

        if not changements:
            self.stdout.write(str(_("Groupes et circuit de relecture déjà à jour.")))
        elif simulation:
            transaction.set_rollback(True)
            self.stdout.write(str(_("Simulation : rien n’a été changé.")))
