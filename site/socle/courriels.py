"""Mail written by a template, sent once the transaction is sure: nobody is told of what did not happen.

A template `nom.txt` begins with its subject on the first line; the body follows the first empty line.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

journal = logging.getLogger("socle.courriels")


def annoncer(gabarit: str, contexte: dict[str, Any], destinataires: Iterable[str]) -> None:
    """Send one message to each address, none twice, when the transaction commits. In French: the address says so.

    A mail server that fails is written to the log and undoes nothing: what was decided stands.
    """
    adresses = sorted({adresse.strip().lower() for adresse in destinataires if adresse})
    if not adresses:
        return
    sujet, corps = ecrire(gabarit, {"base": settings.WAGTAILADMIN_BASE_URL} | contexte)
    transaction.on_commit(lambda: _envoyer(sujet, corps, adresses))


def ecrire(gabarit: str, contexte: dict[str, Any]) -> tuple[str, str]:
    """Return the subject, on one line, and the body that a template gives."""
    sujet, _vide, corps = render_to_string(gabarit, contexte).strip().partition("\n\n")
    return " ".join(sujet.split()), corps.strip() + "\n"


def message(sujet: str, corps: str, adresse: str) -> EmailMessage:
    """Return a message of the site's to one address, ready to be sent: nobody's program is to answer it (RFC 3834)."""
    return EmailMessage(sujet, corps, to=[adresse], headers={"Auto-Submitted": "auto-generated"})


def _envoyer(sujet: str, corps: str, adresses: list[str]) -> None:
    for adresse in adresses:
        try:
            message(sujet, corps, adresse).send()
        except OSError:
            journal.exception("Mail « %s » not sent.", sujet)
