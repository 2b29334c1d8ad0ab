"""The mail server of production: one that is down costs one request some seconds, not each; no letter leaves twice.

What waits in a queue leaves later (`socle.file_de_courriels`); what has none is asked for again by whoever wants it.
"""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from socle.repit import Repit

REPIT = Repit(30)
ACCUSE = 30  # seconds, for the server to say that it has the letter: what reads letters through takes its time


class EnRepit(OSError):
    """The server did not answer a moment ago: it is not asked again yet."""

    def __init__(self) -> None:
        super().__init__(f"The mail server did not answer: it is asked again every {REPIT.secondes} s.")


class PeutEtreParti(smtplib.SMTPServerDisconnected):
    """The whole letter was handed over, and the server never said whether it has it."""


class _Remise:
    """What a conversation with the server adds to Python's own: which part of it was cut."""

    confiee = False
    sock: Any
    timeout: Any

    def send(self, s: Any) -> None:
        """Send. A letter is the one thing sent in bytes, its end included."""
        super().send(s)  # type: ignore[misc]
        if isinstance(s, bytes):
            self.confiee = True
            self.sock.settimeout(ACCUSE)

    def getreply(self) -> tuple[int, bytes]:
        """Return the server's answer. Raises `PeutEtreParti` when it was to say that it has the letter."""
        try:
            dit: tuple[int, bytes] = super().getreply()  # type: ignore[misc]
        except smtplib.SMTPServerDisconnected as coupure:
            REPIT.commencer()
            if self.confiee:
                raise PeutEtreParti(str(coupure)) from coupure
            raise
        if self.confiee:
            self.confiee = False
            self.sock.settimeout(self.timeout)
        return dit


class Liaison(_Remise, smtplib.SMTP):
    """In the clear, or in TLS once asked for."""


class LiaisonChiffree(_Remise, smtplib.SMTP_SSL):
    """In TLS from the start."""


class ServeurDeCourriel(EmailBackend):
    """Django's own, left alone for a while once it does not answer."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The conversation to have, as the settings ask for it."""
        return LiaisonChiffree if self.use_ssl else Liaison

    def open(self) -> bool | None:
        """Connect; return whether that was to be done. Raises `OSError`, at once while the server is left alone."""
        if self.connection is not None:
            return False
        if REPIT.dure():
            raise EnRepit
        try:
            ouverte: bool | None = super().open()
        except OSError:
            REPIT.commencer()
            raise
        REPIT.finir()
        return ouverte
