"""`manage.py verifier_journal_public URL --cle CLE`: is the public log what it says, and still what it was?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registre.preuve.verificateur_du_journal import JournalFaux, arguments, executer


class Command(BaseCommand):
    """Reads the log as anyone would, over the network or in a folder: nothing of the database, only the public key."""

    help = "Vérifie le journal public à cette adresse, avec sa seule clé publique, et qu’il n’a fait que croître."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        arguments(parser)

    def handle(self, *, adresse: str, cle: list[str], memoire: Path | None, temoin: list[str], **options: Any) -> None:
        try:
            self.stdout.write(executer(adresse, cle, memoire, temoin))
        except JournalFaux as faux:
            raise CommandError(str(faux)) from faux
