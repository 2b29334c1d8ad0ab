"""A mail server that keeps what it takes, or that accepts a connection and says nothing more."""

import re
import socketserver
import threading
from collections import Counter
from email import message_from_bytes, policy
from typing import cast

from tests.rigueur.site_servi import free_port

REPONSES = {"EHLO": "250 essai", "HELO": "250 essai", "MAIL": "250 ok", "RCPT": "250 ok", "RSET": "250 ok"}


class Boite:
    """The server, on a free port. `muette` from a verb of SMTP on ("": from the first word), None when it answers."""

    def __init__(self) -> None:
        self.muette: str | None = None
        self.recues: list[str] = []
        self.port = free_port()
        self.fini = threading.Event()
        self.serveur = _Serveur(("127.0.0.1", self.port), _Conversation)
        self.serveur.boite = self
        threading.Thread(target=self.serveur.serve_forever, args=(0.05,), daemon=True).start()

    def fermer(self) -> None:
        """Stop, and let go of the connections it holds."""
        self.fini.set()
        self.serveur.shutdown()
        self.serveur.server_close()

    def fois(self, mots: list[str]) -> Counter[str]:
        """Return how often each of these words was received, in any letter."""
        recues = Counter(trouve for lettre in list(self.recues) for trouve in re.findall(r"[\w-]+", lettre))
        return Counter({mot: recues[mot] for mot in mots})


class _Serveur(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    boite: Boite


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        boite = cast(_Serveur, self.server).boite
        self._dire("220 essai", boite, "")
        for ligne in self.rfile:
            verbe = ligne[:4].decode("ascii", "replace").upper().strip()
            if verbe == "DATA":
                self._dire("354 va", boite, "DATA")
                self._prendre(boite)
            elif verbe == "QUIT":
                self._dire("221 adieu", boite, "QUIT")
                return
            else:
                self._dire(REPONSES.get(verbe, "502 quoi ?"), boite, verbe)

    def _prendre(self, boite: Boite) -> None:
        lignes = iter(self.rfile.readline, b".\r\n")
        lettre = message_from_bytes(b"".join(lignes), policy=policy.default)
        corps = lettre.get_body(("plain",))
        boite.recues.append(f"{lettre['To']}\n{corps.get_content() if corps else ''}")
        self._dire("250 pris", boite, "PRIS")

    def _dire(self, mots: str, boite: Boite, quand: str) -> None:
        """Answer, unless it is mute from this moment on: it then holds the connection until the end."""
        if boite.muette in ("", quand):
            boite.fini.wait(120)
            return
        self.wfile.write(f"{mots}\r\n".encode())
