"""`manage.py exporter_personne --email …`: all that the site holds of an account."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from socle.personnes.compte import compte_de
from socle.personnes.export import en_texte, exporter


class Command(BaseCommand):
    """For someone who asks what is known of them."""

    help = "Dit tout ce que le site garde d’un compte, en JSON ou en texte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help=_("L’adresse du compte."))
        parser.add_argument("--texte", action="store_true", help=_("À lire, au lieu de JSON."))

    def handle(self, *args: Any, email: str, texte: bool, **options: Any) -> None:
        donnees = exporter(compte_de(email))
        self.stdout.write(en_texte(donnees) if texte else json.dumps(donnees, ensure_ascii=False, indent=2))
