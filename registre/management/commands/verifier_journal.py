"""`manage.py verifier_journal`: walks the chain of the journal and names its first break."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.journal.integrite import verifier


class Command(BaseCommand):
    """Run every night. What it finds is kept, and shown by `/sante/pret`; a break makes it fail."""

    help = "Vérifie que le journal du registre n'a été ni changé ni raccourci, et nomme la première rupture."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--complet",
            action="store_true",
            help=_("Rejoue aussi chaque coopérative, et compare ses fiches avec son journal."),
        )

    def handle(self, *args: Any, complet: bool, **options: Any) -> None:
        trouvee = verifier(complet=complet)
        if trouvee.rupture:
            raise CommandError(_("Le journal est rompu : %(rupture)s.") % {"rupture": trouvee.rupture})
        n = trouvee.evenements
        dit = ngettext("Le journal est intact : %(n)s événement.", "Le journal est intact : %(n)s événements.", n)
        self.stdout.write(dit % {"n": n})
