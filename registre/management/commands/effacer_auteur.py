"""`manage.py effacer_auteur --email …`: the register forgets which events this account recorded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from registre.journal.auteurs import effacer
from socle.models import User


class Command(BaseCommand):
    """For someone who asks to be forgotten: the events stay, nobody can tell any more who recorded them."""

    help = "Efface du registre qui a enregistré les événements de ce compte ; la chaîne du journal reste intacte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help=_("L’adresse du compte."))
        parser.add_argument("--simulation", action="store_true", help=_("Compte seulement, n’efface rien."))

    def handle(self, *args: Any, email: str, simulation: bool, **options: Any) -> None:
        compte = User.objects.filter(email__iexact=email.strip()).first()
        if compte is None:
            raise CommandError(_("Aucun compte n’a l’adresse %(email)s.") % {"email": email})
        nombre = effacer(compte, simulation=simulation)
        if simulation:
            message = _("Événements dont l’auteur serait effacé : %(n)s. Rien n’est changé.")
        else:
            message = _("Événements dont l’auteur est effacé : %(n)s.")
        self.stdout.write(message % {"n": nombre})
