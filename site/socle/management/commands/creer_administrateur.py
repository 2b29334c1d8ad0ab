"""Create the first administrator, or give one a new password."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from socle.models import User

DEFAULT_EMAIL = "admin@example.org"
PASSWORD_BYTES = 15


class Command(BaseCommand):
    """Create an administrator with a random password, shown once and stored nowhere in clear."""

    help = "Crée le compte d'administration s'il n'y en a aucun, ou lui donne un nouveau mot de passe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default=DEFAULT_EMAIL)
        parser.add_argument(
            "--nouveau-mot-de-passe",
            action="store_true",
            help="crée ce compte ou remplace son mot de passe, même s'il existe un autre administrateur",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do nothing when an administrator exists, unless a new password is asked for."""
        if not options["nouveau_mot_de_passe"] and User.objects.filter(is_superuser=True).exists():
            return

        email = options["email"].strip().lower()
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user = User.objects.filter(email__iexact=email).first() or User(email=email)
        user.is_staff = user.is_superuser = user.is_active = True

        user.set_password(password)
        user.full_clean()
        user.save()
        self.stdout.write(_("Administration : %(email)s") % {"email": email})
        self.stdout.write(_("Mot de passe (affiché cette fois seulement) : %(password)s") % {"password": password})
