"""`manage.py completer_journal_public`: gives their leaves to decisions that have none yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.preuve.journal_public.dernier_point import mettre_de_cote
from registre.preuve.journal_public.etat import rupture_du_journal
from registre.preuve.journal_public.rattrapage import rattraper


class Command(BaseCommand):
    """Migrations do it too. Run twice, it does nothing more; killed, it goes on from where it was.

    Refused when the log no longer follows what was signed of it, unless the operator puts that history aside.
    """

    help = "Ajoute au journal public les décisions qui n’y sont pas encore, dans l’ordre où elles ont été consignées."

    def add_arguments(self, parser: CommandParser) -> None:
        repartir = _("Met de côté le dernier point signé, quand la base est plus ancienne que lui.")
        parser.add_argument("--repartir", action="store_true", help=repartir)

    def handle(self, *, repartir: bool, **options: Any) -> None:
        if rompu := rupture_du_journal():
            if not repartir:
                raise CommandError(_("Rien n’est ajouté : %s. Voir docs/operations.md.") % rompu)
            self.stdout.write(_("Mis de côté : %s. Dites-le à qui garde des points de contrôle.") % mettre_de_cote())

        n = rattraper()
        dit = ngettext("%(n)s feuille ajoutée.", "%(n)s feuilles ajoutées.", n) if n else _("Rien ne manquait.")
        self.stdout.write(dit % {"n": n})
