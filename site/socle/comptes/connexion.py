"""How the house logs people in: what we tell django-allauth and django-axes, in one place.

Settings name these: `ACCOUNT_ADAPTER`, and axes' three callables.
"""

import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from axes.helpers import get_cool_off
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

journal = logging.getLogger("socle.courriels")


class AccueilFerme(DefaultAccountAdapter):
    """Nobody opens an account alone: one is invited, by the Federation or by one's coop."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to where this person works: the admin for the Federation, their space for the others."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return super().get_login_redirect_url(request)
        return reverse("espace:choix")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the mail, at the site's own address: that of the request is the sender's to choose."""
        return chez_nous(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Return the link of the mail, at the site's own address."""
        return chez_nous(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that names this site, whatever name the request gave it.

        A mail server that is down is for the log: an error page would tell that the address has an account.
        """
        try:
            super().send_mail(template_prefix, email, {"current_site": CE_SITE, **context})
        except OSError:
            journal.exception("Mail « %s » not sent.", template_prefix)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: accounts are given."""
        return False


class CeSite:
    """The site as its mails call it, in place of the one allauth would make of the request's `Host`."""

    @property
    def name(self) -> str:
        """The site's name, as mails and authenticators show it."""
        return settings.WAGTAIL_SITE_NAME

    @property
    def domain(self) -> str:
        """Where it is: the host of `SITE_URL`."""
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc


CE_SITE = CeSite()


def chez_nous(adresse: str) -> str:
    """Return this address of ours under `SITE_URL`, whatever host it was written with."""
    return settings.WAGTAILADMIN_BASE_URL + urlunsplit(urlsplit(adresse)._replace(scheme="", netloc=""))


def identifiant_saisi(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """Return the e-mail address axes counts against, in lower case: changing its case must not give five more tries."""
    saisi = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login")
    return saisi.strip().lower() if saisi else None


def adresse_du_visiteur(request: HttpRequest) -> str | None:
    """Return the visitor's IP address, as allauth reckons it: what the first of our `PROXY_COUNT` proxies saw.

    Further left in `X-Forwarded-For` stands what the visitor wrote. None without a network, in a command.
    """
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None


def connexion_suspendue(request: HttpRequest, _response: HttpResponse | None, _credentials: Any = None) -> HttpResponse:
    """Answer 429 to too many failed logins, saying how long to wait."""
    attente = get_cool_off(request)
    minutes = int(attente.total_seconds() // 60) if attente else 0
    response = render(request, "connexion_suspendue.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
