"""`manage.py reconstruire_projection`: the flat register, written again from the facts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from registre.models import Cooperative
from registre.projection import ecarts, projeter_plusieurs

PAR_LOT = 500


class Command(BaseCommand):
    """Rewrites every coop's rows, or only checks that they say what the facts say."""

    help = "Réécrit la projection du registre depuis les faits, ou vérifie seulement qu'elle leur est égale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verifier", action="store_true", help=_("Compare sans rien écrire ; échoue au premier écart.")
        )

    def handle(self, *args: Any, verifier: bool, **options: Any) -> None:
        identifiants = list(Cooperative.objects.order_by("pk").values_list("pk", flat=True))
        lots = [identifiants[debut : debut + PAR_LOT] for debut in range(0, len(identifiants), PAR_LOT)]
        if verifier:
            fausses = [nom for lot in lots for nom in ecarts(lot)]
            if fausses:
                raise CommandError(
                    _("La projection s’écarte des faits pour : %(noms)s.") % {"noms": ", ".join(fausses)}
                )
            self.stdout.write(
                _("La projection dit ce que disent les faits : %(n)s coopératives.") % {"n": len(identifiants)}
            )
            return
        with transaction.atomic():
            lignes = sum(projeter_plusieurs(lot) for lot in lots)
        self.stdout.write(
            _("%(lignes)s périodes réécrites pour %(n)s coopératives.") % {"lignes": lignes, "n": len(identifiants)}
        )
