"""No one reaches the admin with a password alone, where `MFA_REQUIRED` says so (production)."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

ROUTE_ADMIN = "admin/"


class SecondFacteurMiddleware:
    """Sends an account without a second factor to where it adds one; one that has it, to where it shows it.

    It judges by the route Django resolved, not by the text of the address: no spelling of an address goes around it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_args: Any) -> HttpResponse | None:
        """Return the redirection that stands in the way, None when nothing does.

        Raises `PermissionDenied` for an account that has no business in the admin: Wagtail would send it to the login,
        which would send it back.
        """
        match = request.resolver_match
        if match is None or not match.route.startswith(ROUTE_ADMIN) or not request.user.is_authenticated:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        if not manque_le_second_facteur(request):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied

        return demander(request)


def second_facteur_presente(request: HttpRequest) -> bool:
    """Tell whether this session was opened or confirmed with a factor the account still has."""
    records = get_authentication_records(request, request.user)
    return is_mfa_enabled(request.user) and any(record["method"] == "mfa" for record in records)


def manque_le_second_facteur(request: HttpRequest) -> bool:
    """Whether the site asks this session for a second factor that it has not shown."""
    return settings.MFA_REQUIRED and not second_facteur_presente(request)


def demander(request: HttpRequest) -> HttpResponse:
    """Send to the page that adds a factor, or to the one that checks it, saying why."""
    if is_mfa_enabled(request.user):
        messages.info(
            request, _("Confirmez votre identité avec votre second facteur pour entrer dans l’administration.")
        )
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))

    messages.warning(
        request,
        _(
            "L’administration demande un second facteur. Ajoutez une application d’authentification ou une clé "
            "d’accès, gardez vos codes de secours, puis revenez à l’administration."
        ),
    )

    return redirect("mfa_index")
