"""`manage.py purger_recherches`: forgets the searches without result that are older than 90 days."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from socle.recherche.vaines import purger


class Command(BaseCommand):
    """Run by the maintenance timer. The report never shows them, whether or not this ran."""

    help = "Oublie les recherches sans résultat de plus de 90 jours."

    def handle(self, *args: Any, **options: Any) -> None:
        n = purger(timezone.localdate())
        self.stdout.write(ngettext("%(n)s ligne oubliée.", "%(n)s lignes oubliées.", n) % {"n": n})
