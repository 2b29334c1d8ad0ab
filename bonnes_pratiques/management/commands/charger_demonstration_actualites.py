"""`manage.py charger_demonstration_actualites`: invented news and dates, so that their pages can be seen and tried."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bonnes_pratiques.demonstration.actualites import charger
from bonnes_pratiques.models import ActualitesPage, AgendaPage


class Command(BaseCommand):
    """Creates news and events marked as invented, around today. Refused in production."""

    help = "Crée des actualités et des rendez-vous fictifs. Refusé en production."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION_PERMISE:
            raise CommandError(_("La démonstration ne se charge pas en production : les actualités y sont réelles."))

        actualites = ActualitesPage.objects.filter(locale__language_code="fr").first()
        agenda = AgendaPage.objects.filter(locale__language_code="fr").first()
        if actualites is None or agenda is None:
            raise CommandError(_("Les pages manquent. Commencez par : manage.py preparer_actualites"))

        with transaction.atomic():
            crees = charger(actualites, agenda, timezone.localdate())
        if crees:
            dit = ngettext(
                "%(n)s actualité ou rendez-vous fictif créé.", "%(n)s actualités et rendez-vous fictifs créés.", crees
            )
            self.stdout.write(dit % {"n": crees})
        else:
            self.stdout.write(_("La démonstration est déjà là : rien n’a changé."))
