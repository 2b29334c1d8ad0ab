"""Finding the account that a command is about."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from socle.models import User


def compte_de(email: str) -> User:
    """Return the account of this address, case and spaces aside. Raises `CommandError` when there is none."""
    compte = User.objects.filter(email__iexact=email.strip()).first()
    if compte is None:
        raise CommandError(_("Aucun compte n’a l’adresse %(email)s.") % {"email": email})
    return compte
