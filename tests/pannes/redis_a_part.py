"""A Redis of one's own, on a free port, that keeps nothing on the disk."""

import contextlib
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.rigueur.site_servi import free_port


class RedisAPart:
    """The server: started, stopped, or stopped short, its connections open (`figer`)."""

    def __init__(self, dossier: Path) -> None:
        self.dossier, self.port = dossier, free_port()
        self.adresse = f"redis://127.0.0.1:{self.port}/0"

    def demarrer(self) -> None:
        """Start, and return once it answers."""
        commande = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        self.processus = subprocess.Popen([*commande, str(self.dossier)], stdout=subprocess.DEVNULL)  # noqa: S603
        limite = time.monotonic() + 30
        while time.monotonic() < limite:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as lien:
                lien.sendall(b"PING\r\n")
                if lien.recv(16).startswith(b"+PONG"):
                    return
            time.sleep(0.05)
        raise TimeoutError("Redis does not answer.")

    def arreter(self) -> None:
        """Stop, as a crash does: what it held is lost."""
        self.processus.kill()
        self.processus.wait()

    def figer(self) -> None:
        """Stop short: connections are taken, and nothing is answered."""
        self.processus.send_signal(signal.SIGSTOP)

    def degeler(self) -> None:
        """Answer again, with what it held."""
        self.processus.send_signal(signal.SIGCONT)
