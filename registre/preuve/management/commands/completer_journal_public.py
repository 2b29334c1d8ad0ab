"""`manage.py completer_journal_public`: gives their leaves to decisions that have none yet."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.preuve.journal_public.rattrapage import rattraper


class Command(BaseCommand):
    """Migrations do it too. Run twice, it does nothing more; killed, it goes on from where it was."""

    help = "Ajoute au journal public les décisions qui n’y sont pas encore, dans l’ordre où elles ont été consignées."

    def handle(self, **options: Any) -> None:
        n = rattraper()
        dit = ngettext("%(n)s feuille ajoutée.", "%(n)s feuilles ajoutées.", n) if n else _("Rien ne manquait.")
        self.stdout.write(dit % {"n": n})
