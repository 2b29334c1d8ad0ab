"""Accounts: managing editors' accounts is no way to become a superuser."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from socle.models import User


def avant_modification_de_compte(request: HttpRequest, compte: User) -> None:
    """Refuse to let anyone but a superuser change a superuser's account: its password opens every door."""
    if compte.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
