"""`manage.py creer_cle`: makes the key that signs the credentials, or the one that signs the public log."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from registre.preuve.cles.cle import Usage
from registre.preuve.cles.fabrique import CleRefusee, creer
from registre.preuve.cles.trousseau import cle_en_service


class Command(BaseCommand):
    """Makes a key in the folder of `KEYS_ROOT`. The private half never leaves it, nor is it ever shown."""

    help = "Crée la clé qui signe les justificatifs, ou celle du journal public ; --remplacer fait la suivante."

    def add_arguments(self, parser: CommandParser) -> None:
        usages = _("« justificatif » ou « journal » ; sans rien : les deux.")
        remplacer = _("L’ancienne ne signe plus ; ce qu’elle a signé se vérifie toujours.")
        compromise = _("Avec --remplacer : l’ancienne a fui, ce qu’elle a signé ne se vérifie plus.")

        parser.add_argument("usages", nargs="*", metavar="usage", help=usages)
        parser.add_argument("--remplacer", action="store_true", help=remplacer)
        parser.add_argument("--compromise", action="store_true", help=compromise)
        parser.add_argument("--si-absente", action="store_true", help=_("Ne dit rien d’une clé qui existe déjà."))

    def handle(self, *, usages: list[str], remplacer: bool, compromise: bool, si_absente: bool, **options: Any) -> None:
        demandes = _demandes(usages)
        if compromise and not remplacer:
            raise CommandError(_("--compromise va avec --remplacer."))

        for usage in demandes:
            if si_absente and (settings.KEYS_ROOT is None or cle_en_service(usage)):
                continue
            try:
                cle = creer(usage, remplacer=remplacer, compromise=compromise)
            except CleRefusee as refus:
                raise CommandError(str(refus)) from refus
            self.stdout.write(_("Clé créée : %s. Sauvegardez le dossier des clés.") % cle.identifiant)


def _demandes(usages: list[str]) -> list[Usage]:
    """The uses named, all of them when none is. Raises `CommandError` for another word."""
    inconnus = set(usages) - set(Usage)
    if inconnus:
        raise CommandError(_("Usage inconnu : %s. Il y a « justificatif » et « journal ».") % ", ".join(inconnus))
    return [Usage(usage) for usage in usages] or list(Usage)
