"""`manage.py effacer_personne --email …`: the account goes, and every name and address of it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from socle.personnes.compte import compte_de
from socle.personnes.effacement import effacer
from socle.personnes.export import en_mots


class Command(BaseCommand):
    """For someone who asks to be forgotten: facts and the journal's chain stay, nobody can tell whose they were."""

    help = "Efface une personne : son compte et ce qui la concerne disparaissent, les faits restent sans son nom."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help=_("L’adresse du compte."))
        parser.add_argument("--simulation", action="store_true", help=_("Compte seulement, n’efface rien."))

    def handle(self, *args: Any, email: str, simulation: bool, **options: Any) -> None:
        for ligne in effacer(compte_de(email), simulation=simulation):
            dit = {"quoi": ligne.quoi, "colonne": ligne.colonne, "n": ligne.nombre, "devenir": en_mots(ligne.devenir)}
            self.stdout.write(_("%(quoi)s, %(colonne)s : %(n)s. %(devenir)s") % dit)
        self.stdout.write(_("Rien n’est changé.") if simulation else _("Cette personne est effacée."))
