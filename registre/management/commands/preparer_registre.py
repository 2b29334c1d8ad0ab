"""`manage.py preparer_registre`: the register's page and its line in the menu, on a site that has none."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from raison_detre.models import AccueilPage
from registre.models import RegistrePage
from registre.models.pages import ADRESSE
from socle.models import LienDeNavigation, Navigation
from socle.traduction import traduire

TEXTES = {
    "fr": {
        "title": "Le registre du label Quali’Coop",
        "slug": ADRESSE,
        "introduction": (
            "Une coopérative est-elle engagée ou labellisée, sur quels engagements, depuis quand et jusqu’à quand ? "
            "Le registre répond pour aujourd’hui et pour n’importe quel jour passé."
        ),
    },
    "en": {
        "title": "The register of the Quali’Coop label",
        "slug": ADRESSE,
        "introduction": (
            "Is a co-operative engaged or labelled, on which commitments, since when and until when? "
            "The register answers for today and for any past day."
        ),
    },
}
LIBELLES = {"libelle": "Registre", "libelle_en": "Register"}
PLACE_DANS_LE_MENU = 2


class Command(BaseCommand):
    """Creates the page once, in French and English. A page that exists is the editors': nothing is written."""

    help = "Crée la page du registre et son lien de menu, si le site n'en a pas."

    def handle(self, *args: Any, **options: Any) -> None:
        accueil = AccueilPage.objects.filter(locale__language_code="fr").order_by("path").first()
        if accueil is None:
            self.stdout.write(_("Le site n’a pas encore de page d’accueil. Commencez par : manage.py charger_contenu"))
            return
        if RegistrePage.objects.exists():
            self.stdout.write(_("La page du registre est déjà là : rien n’a changé."))
            return
        with transaction.atomic():
            page = poser_page(accueil)
            poser_lien(page)
        self.stdout.write(_("Page du registre créée, avec son lien de menu."))


def poser_page(accueil: AccueilPage) -> RegistrePage:
    """Create and publish the page under the home page, then its English."""
    page = accueil.add_child(instance=RegistrePage(locale=accueil.locale, **TEXTES["fr"]))
    page.save_revision().publish()
    if Locale.objects.filter(language_code="en").exists():
        traduire(page, "en", TEXTES["en"])
    return page


def poser_lien(page: RegistrePage) -> None:
    """Put the page in the menu of the default site, where a visitor looks for it."""
    navigation = Navigation.for_site(Site.objects.get(is_default_site=True))
    navigation.save()
    LienDeNavigation.objects.filter(navigation=navigation, sort_order__gte=PLACE_DANS_LE_MENU).update(
        sort_order=F("sort_order") + 1
    )
    LienDeNavigation.objects.create(navigation=navigation, page=page, sort_order=PLACE_DANS_LE_MENU, **LIBELLES)
