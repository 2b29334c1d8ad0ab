"""`manage.py reconstruire_projection`: facts and flat register, written again from the journal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.journal.reconstruction import ecarts, reconstruire
from registre.models import Cooperative

PAR_LOT = 500


class Command(BaseCommand):
    """Rewrites every coop's rows where they differ, or only checks that they say what the journal says."""

    help = "Réécrit la projection du registre depuis le journal, ou vérifie seulement qu'elle lui est égale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verifier", action="store_true", help=_("Compare sans rien écrire ; échoue au premier écart.")
        )

    def handle(self, *args: Any, verifier: bool, **options: Any) -> None:
        identifiants = list(Cooperative.objects.order_by("pk").values_list("pk", flat=True))
        n = len(identifiants)
        combien = ngettext("%(n)s coopérative", "%(n)s coopératives", n) % {"n": n}
        lots = [identifiants[debut : debut + PAR_LOT] for debut in range(0, len(identifiants), PAR_LOT)]
        if verifier:
            fausses = [nom for lot in lots for nom in ecarts(lot)]
            if fausses:
                raise CommandError(
                    _("La projection s’écarte des faits pour : %(noms)s.") % {"noms": ", ".join(fausses)}
                )
            self.stdout.write(_("La projection dit ce que disent les faits : %(combien)s.") % {"combien": combien})
            return

        for lot in lots:
            reconstruire(lot)

        self.stdout.write(_("Projection réécrite depuis le journal : %(combien)s.") % {"combien": combien})
