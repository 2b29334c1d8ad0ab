"""`manage.py reindexer_fiches`: write the flat library again from the sheets, or check it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from bonnes_pratiques.bibliotheque.projection import ecarts, projeter_tout


class Command(BaseCommand):
    """Rebuilds what the list of sheets, its facets and its feeds read."""

    help = "Réécrit la liste à plat des fiches pratiques publiées ; avec --verifier, dit seulement si elle est juste."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verifier", action="store_true", help="Ne réécrit rien : échoue si une ligne est fausse.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["verifier"]:
            n = projeter_tout()
            self.stdout.write(ngettext("%(n)s fiche publique.", "%(n)s fiches publiques.", n) % {"n": n})
        elif faux := ecarts():
            dit = ngettext("%(n)s fiche à réindexer : %(noms)s", "%(n)s fiches à réindexer : %(noms)s", len(faux))
            raise CommandError(dit % {"n": len(faux), "noms": ", ".join(faux[:10])})
