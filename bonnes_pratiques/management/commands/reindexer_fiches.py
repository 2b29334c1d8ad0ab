"""`manage.py reindexer_fiches`: write the flat library again from the sheets, or check it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bonnes_pratiques.bibliotheque.projection import ecarts, projeter_tout


class Command(BaseCommand):
    """Rebuilds what the list of sheets, its facets and its feeds read."""

    help = "Réécrit la liste à plat des fiches pratiques publiées ; avec --verifier, dit seulement si elle est juste."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verifier", action="store_true", help="Ne réécrit rien : échoue si une ligne est fausse.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["verifier"]:
            self.stdout.write(f"{projeter_tout()} fiche(s) publique(s).")
        elif faux := ecarts():
            raise CommandError(f"{len(faux)} fiche(s) à réindexer : {', '.join(faux[:10])}")
