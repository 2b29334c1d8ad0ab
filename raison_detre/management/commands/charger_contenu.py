"""`manage.py charger_contenu`: the site's first content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raison_detre.contenu.chargement import BilanDesPages, ReferentielAbsentError, charger_contenu


class Command(BaseCommand):
    """Creates the pages, the menu and the editorial texts a new site lacks; never touches what exists."""

    help = "Crée les pages, le menu et les textes éditoriaux absents. Ne touche jamais à ce qui existe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulation", action="store_true", help=_("Dit ce qui serait créé, sans rien écrire."))

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        try:
            bilan = charger_contenu(simulation=simulation)
        except ReferentielAbsentError as erreur:
            raise CommandError(
                _(
                    "Le référentiel %(code)s n’est pas chargé. Commencez par : "
                    "manage.py charger_referentiel raison_detre/donnees/raison_detre_2021.yaml"
                )
                % {"code": erreur.args[0]}
            ) from erreur

        for ligne in compte_rendu(bilan):
            self.stdout.write(ligne)

        if simulation:
            self.stdout.write(_("Simulation : rien n’a été écrit."))


def compte_rendu(bilan: BilanDesPages) -> list[str]:
    """Return the run told in French, one line a kind of thing, for the person who typed the command."""
    if bilan.est_vide:
        return [_("Le contenu est déjà là : rien n’a changé.")]

    lignes = []

    if bilan.pages:
        nombre = len(bilan.pages)
        resume = ngettext("%(n)s page, en français et en anglais :", "%(n)s pages, en français et en anglais :", nombre)
        lignes += [resume % {"n": nombre}, *(f"  {titre}" for titre in bilan.pages)]
    if bilan.navigation:
        lignes.append(_("Menu et pied de page."))
    if bilan.engagements:
        nombre = len(bilan.engagements)
        resume = ngettext("Textes de %(n)s engagement.", "Textes de %(n)s engagements.", nombre)
        lignes.append(resume % {"n": nombre})
    return lignes
