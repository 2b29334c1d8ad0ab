"""`manage.py reemettre_justificatifs`: signs again, with the key of now, every credential that another key signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.preuve.justificatifs.reemission import SansCle, a_reemettre, reemettre


class Command(BaseCommand):
    """Goes through the labels by lots, each written at once: killed, it starts again where it was."""

    help = "Signe de nouveau, avec la clé en service, les justificatifs qu'une autre a signés, et ceux qui manquent."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            faits = self._signer(a_reemettre())
        except SansCle as raison:
            raise CommandError(_("Cette machine n’a pas de clé qui signe : python manage.py creer_cle.")) from raison

        dit = ngettext("%(n)s justificatif signé.", "%(n)s justificatifs signés.", faits)
        self.stdout.write(dit % {"n": faits})

    def _signer(self, reste: list[int]) -> int:
        """Sign these, and show how far one is: on one line for whoever looks, on one line per lot in a log."""
        faits, total = 0, len(reste)
        for combien in reemettre(reste):
            faits += combien
            self.stdout.write(barre(faits, total), ending="\r" if self.stdout.isatty() and faits < total else "\n")
        return faits


LARGEUR = 30


def barre(faits: int, total: int) -> str:
    """Return a bar that says how far one is: `[####....] 120/300`."""
    pleins = LARGEUR * faits // max(1, total)
    return f"[{'#' * pleins}{'.' * (LARGEUR - pleins)}] {faits}/{total}"
