"""`manage.py verifier_affichages`: looks, on demand, at the addresses where coops say they show their label."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.models import Cooperative
from registre.promotion.affichages.annonce import annoncer_les_torts
from registre.promotion.affichages.constats import constater
from registre.promotion.models import Affichage


class Command(BaseCommand):
    """One GET for each address declared, and nothing else of the network. What is seen is kept."""

    help = "Regarde les adresses où les coopératives déclarent montrer leur label. Une requête par adresse."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--cooperative", default="", metavar="ADRESSE", help=_("Une seule coopérative, par la fin de son adresse.")
        )

    def handle(self, *args: Any, cooperative: str, **options: Any) -> None:
        voulus = Affichage.objects.select_related("cooperative").order_by("cooperative", "pk")
        if cooperative:
            if not Cooperative.objects.filter(slug=cooperative).exists():
                raise CommandError(_("Aucune coopérative à l’adresse %(slug)s.") % {"slug": cooperative})
            voulus = voulus.filter(cooperative__slug=cooperative)

        regardees = []
        for constat in constater(voulus):
            regardees.append(constat.affichage_id)
            precision = f" ({constat.precision})" if constat.precision else ""
            self.stdout.write(f"{constat.affichage.adresse} : {constat.get_resultat_display()}{precision}")

        a_tort = annoncer_les_torts(timezone.localdate(), regardees)
        n = len(regardees)
        dit = ngettext("%(n)s adresse regardée", "%(n)s adresses regardées", n) % {"n": n}
        self.stdout.write(_("%(dit)s, dont %(a_tort)s où un label est montré à tort.") % {"dit": dit, "a_tort": a_tort})
