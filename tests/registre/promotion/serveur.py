"""A site of somebody else's, on this machine: what it answers at each path, and what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reponse = tuple[int, dict[str, str], bytes]


@dataclass
class SiteVoisin:
    """`pages` gives the answer of each path: a status, headers, a body. `demandes` is what was asked, in order."""

    base: str = ""
    pages: dict[str, Reponse] = field(default_factory=dict)
    demandes: list[tuple[str, str]] = field(default_factory=list)
    lent: threading.Event = field(default_factory=threading.Event)

    def page(self, chemin: str, corps: str, **entetes: str) -> str:
        """Put a page there; return its address."""
        self.pages[chemin] = 200, {"Content-Type": "text/html; charset=utf-8"} | entetes, corps.encode()
        return self.base + chemin

    def renvoi(self, chemin: str, vers: str) -> str:
        """Put a redirection there; return its address."""
        self.pages[chemin] = 302, {"Location": vers}, b""
        return self.base + chemin


@contextmanager
def site_voisin() -> Iterator[SiteVoisin]:
    """Serve on a free port of this machine, meanwhile."""
    voisin = SiteVoisin()

    class Servir(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            voisin.demandes.append((self.command, self.path))
            if self.path == "/lente":
                voisin.lent.wait(30)
            statut, entetes, corps = voisin.pages.get(self.path, (404, {"Content-Type": "text/html"}, b""))
            self.send_response(statut)
            for nom, valeur in entetes.items():
                self.send_header(nom, valeur)
            self.end_headers()
            self.wfile.write(corps)

        def log_message(self, *_args: Any) -> None:
            """Say nothing of what was asked."""

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Servir)
    voisin.base = f"http://127.0.0.1:{serveur.server_address[1]}"
    fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    fil.start()
    try:
        yield voisin
    finally:
        voisin.lent.set()
        serveur.shutdown()
        serveur.server_close()
        fil.join()
