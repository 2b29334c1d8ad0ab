"""The site's own nginx.conf in front of a site of the tests, on this machine and free ports."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

from config.environment import BASE_DIR
from tests.rigueur.certificat import certifier, sans_autorite
from tests.rigueur.site_servi import free_port

DEPLOY = BASE_DIR / "deploy"
STATIQUES = BASE_DIR / "site" / "socle" / "static"
MODULES = Path("/usr/lib/nginx/modules")
NOM = "www.exemple-coophlm.fr"
PRINCIPAL = """
load_module {modules}/ngx_http_cache_purge_module.so;
worker_processes 1;
pid {dossier}/nginx.pid;
error_log {dossier}/erreurs.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {dossier}/corps; proxy_temp_path {dossier}/attente; fastcgi_temp_path {dossier}/f;
    uwsgi_temp_path {dossier}/u; scgi_temp_path {dossier}/s;
    {conf}
}}
"""


class SiteDEssai:
    """A site that says how often it was asked; `statut` is what it answers, `arreter` stops it."""

    def __init__(self) -> None:
        self.statut, self.port = 200, free_port()
        self.attente = 0.0  # seconds: what a page takes, once it has read what it shows
        self.coupures, self.demandes = 0, 0  # how many requests are cut before an answer; how many came
        self.demarrer()

    def demarrer(self) -> None:
        """Serve in a thread, until `arreter`."""
        site = self

        class Reponse(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                site.demandes += 1
                if site.coupures:
                    site.coupures -= 1
                    self.close_connection = True
                    return
                corps = f"{self.path} à {time.monotonic_ns()}".encode()
                time.sleep(site.attente)
                self.send_response(site.statut)
                self.send_header("Cache-Control", "public, max-age=0, s-maxage=1")
                self.send_header("Content-Length", str(len(corps)))
                self.end_headers()
                self.wfile.write(corps)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.serveur = ThreadingHTTPServer(("127.0.0.1", self.port), Reponse)
        threading.Thread(target=self.serveur.serve_forever, args=(0.05,), daemon=True).start()

    def arreter(self) -> None:
        """Stop: nothing listens any more."""
        self.serveur.shutdown()
        self.serveur.server_close()


class AUnPort(Protocol):
    """What nginx leads to: something that listens."""

    port: int


@dataclass
class Nginx:
    """The nginx of `deploy/`, its cache kept from one start to the next in `dossier`."""

    dossier: Path
    site: AUnPort
    tls: int = field(default_factory=free_port)
    purge: int = field(default_factory=free_port)
    autres: dict[str, str] = field(default_factory=dict)  # patterns of nginx.conf, and what else stands here for them

    def demarrer(self, heure: str = "Europe/Paris", decalage: str = "+0") -> None:
        """Start it in this time zone, its clock moved ("+1d": tomorrow); return once it answers."""
        self._ecrire()
        commande = ["nginx", "-c", str(self.dossier / "nginx.conf"), "-g", "daemon off; user root;"]
        deplacee = [] if decalage == "+0" else ["faketime", "-f", decalage]
        milieu = os.environ | {"TZ": heure}
        self.processus = subprocess.Popen([*deplacee, *commande], env=milieu)  # noqa: S603 - our own
        self._attendre()

    def arreter(self) -> None:
        """Stop it, and what it started."""
        maitre = int((self.dossier / "nginx.pid").read_text())
        os.kill(maitre, 15)
        self.processus.wait(10)

    def lire(self, adresse: str, **entetes: str) -> tuple[int, str, str]:
        """Return the status of an address, what nginx says of its cache, and the body."""
        lien = LienVersLeSite(self.tls, sans_autorite())
        lien.request("GET", adresse, headers={"Host": NOM, **entetes})
        reponse = lien.getresponse()
        corps = reponse.read().decode()
        lien.close()
        return reponse.status, reponse.headers.get("X-Cache", ""), corps

    def oublier(self, adresse: str) -> int:
        """Purge an address, as the site does; return the status of the answer."""
        lien = http.client.HTTPConnection("127.0.0.1", self.purge, timeout=10)
        lien.request("PURGE", adresse, headers={"Host": NOM})
        statut = lien.getresponse().status
        lien.close()
        return statut

    def _ecrire(self) -> None:
        """Write the configuration of `deploy/`, with this machine's paths and ports."""
        conf = (DEPLOY / "nginx.conf").read_text()
        for avant, apres in [*self.autres.items(), *self._ici().items()]:
            conf = re.sub(avant, apres, conf)

        for inclus in ("coophlm_proxy.conf", "coophlm_cache.conf"):
            (self.dossier / inclus).write_text((DEPLOY / inclus).read_text())
        principal = PRINCIPAL.format(modules=MODULES, dossier=self.dossier, conf=conf)
        (self.dossier / "nginx.conf").write_text(principal)
        certifier(self.dossier, NOM)

    def _ici(self) -> dict[str, str]:
        """What stands here for what a server has."""
        return {
            r"listen \[::\]:[^;]+;": "",
            r"listen 80( default_server)?;": f"listen 127.0.0.1:{free_port()};",
            r"listen 443 ": f"listen 127.0.0.1:{self.tls} ",
            r"127\.0\.0\.1:8081": f"127.0.0.1:{self.purge}",
            r"unix:/run/coophlm/gunicorn\.sock": f"127.0.0.1:{self.site.port}",
            r"/etc/letsencrypt/live/[^/]+/": f"{self.dossier}/",
            r"/var/(?:cache|log/nginx)/": f"{self.dossier}/",
            r"/srv/coophlm/static/": f"{STATIQUES}/",
            r"root /srv/coophlm;": f"root {self.dossier};",
            r"/etc/nginx/coophlm_": f"{self.dossier}/coophlm_",
            r"brotli_static on;": "",
        }

    def _attendre(self) -> None:
        limite = time.monotonic() + 15
        while time.monotonic() < limite:
            try:
                socket.create_connection(("127.0.0.1", self.tls), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError((self.dossier / "erreurs.log").read_text())


class LienVersLeSite(http.client.HTTPSConnection):
    """A connection that asks for the site by its name, wherever it is."""

    def __init__(self, port: int, confiance: ssl.SSLContext, attente: float = 15) -> None:
        super().__init__(NOM, port, timeout=attente, context=confiance)
        self.confiance, self.attente = confiance, attente

    def connect(self) -> None:
        """Connect to this machine, under the site's name."""
        self.sock = self.confiance.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout=self.attente), server_hostname=NOM
        )
