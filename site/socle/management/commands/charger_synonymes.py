"""`manage.py charger_synonymes`: a first list of synonyms, for editors to make their own."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from socle.cadre.memoire import oublier
from socle.models import Synonyme

PREMIERS = (
    ("BRS", "Bail réel solidaire"),
    ("OFS", "Organisme de foncier solidaire"),
    ("pilier", "axe"),
    ("coop", "coopérative"),
    ("AG", "Assemblée générale"),
    ("PSLA", "Prêt social location-accession", "location-accession"),
    ("SCIC", "Société coopérative d’intérêt collectif"),
    ("SCP", "Société coopérative de production"),
    ("HLM", "Habitation à loyer modéré"),
    ("RSE", "Responsabilité sociétale des entreprises"),
    ("label", "labellisation"),
)


class Command(BaseCommand):
    """Writes the list once. A list that has a line is the editors': nothing is added to it."""

    help = "Charge une première liste de synonymes, si le site n'en a aucun."

    def handle(self, *args: Any, **options: Any) -> None:
        if Synonyme.objects.exists():
            self.stdout.write(_("Des synonymes sont déjà là : rien n’a changé."))
            return
        Synonyme.objects.bulk_create(Synonyme(expressions="\n".join(groupe)) for groupe in PREMIERS)
        oublier()
        self.stdout.write(_("%(n)s groupes de synonymes créés.") % {"n": len(PREMIERS)})
