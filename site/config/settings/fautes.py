"""Faults told to a server of the Sentry kind, when this machine names one: what broke and where, never for whom.

Messages of exceptions go too: a database writes in them the value it refuses, and that may be someone's address.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Paths hold tokens (invitations, calendars), queries hold names, arguments of commands hold addresses.
JAMAIS = ("request", "user", "breadcrumbs", "extra", "server_name")


def raconter_les_fautes(dsn: str) -> None:
    """Send every fault to this address from now on. Raises `ImproperlyConfigured` when the library is not there."""
    try:
        import sentry_sdk
        from sentry_sdk.integrations.django import DjangoIntegration
    except ImportError as faute:
        raise ImproperlyConfigured(
            "SENTRY_DSN est renseigné, mais sentry-sdk n’est pas installé : .venv/bin/uv sync --locked --extra sentry"
        ) from faute

    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        auto_session_tracking=False,
        max_breadcrumbs=0,
        before_send=sans_personne,
        integrations=[DjangoIntegration(transaction_style="function_name")],
    )


def sans_personne(faute: Any, _indice: Any) -> Any:
    """Return what is sent of a fault: its kind, the code it went through, the request's id; nothing of a person."""
    for partie in JAMAIS:
        faute.pop(partie, None)
    for exception in (faute.get("exception") or {}).get("values") or ():
        exception["value"] = ""
    if "logentry" in faute:
        faute["logentry"] = {"message": faute["logentry"].get("message", "")}
    return faute
