"""`manage.py charger_demonstration`: fictional coops, so that the register can be seen and tried."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raison_detre.models import Referentiel
from registre.demonstration.chargement import charger

MAXIMUM = 100_000


def nombre_de_cooperatives(texte: str) -> int:
    """Parse the number asked for, from 1 to 100,000."""
    if not texte.isdecimal() or not 1 <= int(texte) <= MAXIMUM:
        raise ArgumentTypeError(_("donnez un nombre de 1 à 100000"))
    return int(texte)


class Command(BaseCommand):
    """Creates coops that do not exist, named and marked as such, with whole histories. Refused in production."""

    help = "Crée des coopératives fictives avec leur histoire. Refusé en production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cooperatives", type=nombre_de_cooperatives, default=60, metavar="N")
        parser.add_argument("--graine", type=int, default=1, help=_("La même graine donne les mêmes coopératives."))
        parser.add_argument(
            "--au", type=date.fromisoformat, default=None, help=_("Jour où s’arrêtent les histoires : AAAA-MM-JJ.")
        )

    def handle(self, *args: Any, cooperatives: int, graine: int, au: date | None, **options: Any) -> None:
        if not settings.DEMONSTRATION_PERMISE:
            raise CommandError(_("La démonstration ne se charge pas en production : le registre y est réel."))

        aujourdhui = timezone.localdate()
        if au is not None and au > aujourdhui:
            raise CommandError(_("Le jour donné par --au est à venir : donnez aujourd’hui ou un jour passé."))

        referentiel = Referentiel.objects.en_vigueur(au or aujourdhui)
        if referentiel is None:
            raise CommandError(_("Aucun référentiel n’est chargé. Commencez par : manage.py charger_referentiel"))

        crees = charger(cooperatives, graine=graine, au=au or aujourdhui, referentiel=referentiel)
        if crees:
            dit = ngettext(
                "%(n)s coopérative fictive créée, avec son histoire.",
                "%(n)s coopératives fictives créées, avec leur histoire.",
                crees,
            )
            self.stdout.write(dit % {"n": crees})
        else:
            self.stdout.write(_("Les coopératives fictives sont déjà là : rien n’a changé."))
