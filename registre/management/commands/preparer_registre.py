"""`manage.py preparer_registre`: the register's page and its line in the menu, on a site that has none."""

from typing import Any

from django.core.management.base import BaseCommand

from raison_detre.contenu.salle import preparer_page
from registre.models import RegistrePage
from registre.models.pages import ADRESSE

TEXTES = {
    "fr": {
        "title": "Le registre du label Quali’Coop",
        "slug": ADRESSE,
        "introduction": (
            "Une coopérative est-elle engagée ou labellisée, sur quels engagements, depuis quand et jusqu’à quand ? "
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
    """Creates the page once, in French and English."""

    help = "Crée la page du registre et son lien de menu, si le site n'en a pas."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(preparer_page(RegistrePage, TEXTES, libelles=LIBELLES, place=PLACE_DANS_LE_MENU))
