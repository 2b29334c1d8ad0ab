"""`manage.py archiver DOSSIER`: the whole public register of today, as files that outlive this site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from registre.imports.avancement import Avancement
from registre.public.archive.archiver import ArchiveImpossible, archiver


class Command(BaseCommand):
    """All or nothing. Killed, it leaves nothing but a hidden folder, that the next run takes away."""

    help = "Écrit le registre public du jour en fichiers : pages lisibles sans serveur, CSV, JSON, preuves, signés."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dossier", type=Path, help=_("Un dossier qui n’existe pas, ou qui est vide."))

    def handle(self, *, dossier: Path, **options: Any) -> None:
        try:
            archive = archiver(dossier, Avancement(self.stderr))
        except ArchiveImpossible as refus:
            raise CommandError(str(refus)) from refus
        self.stdout.write(_("%(n)s fichiers écrits dans %(dossier)s.") % {"n": archive.fichiers, "dossier": dossier})
        if not archive.signee:
            self.stdout.write(_("L’archive n’est pas signée : cette machine n’a pas de clé (docs/operations.md)."))
