"""A site on this machine's loopback, over TLS, that gives answers collected beforehand: what foreign clients read.

`did:web` asks for https: a certificate is made for the occasion, and the clients are told to trust it.
"""

import contextlib
import datetime
import ipaddress
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.test import Client


@dataclass
class SiteDeMarbre:
    """Its origin, the certificate that it shows, and its answers by address and form asked."""

    origine: str
    certificat: Path
    reponses: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)

    def recueillir(self, *adresses: str) -> None:
        """Ask our own site these addresses, as each client asks them, and keep what it answers."""
        for adresse in adresses:
            for forme, entetes in (("json", {"accept": "application/ld+json, application/json"}), ("rien", {})):
                reponse = Client().get(adresse, headers=entetes)
                assert reponse.status_code == 200, (adresse, reponse.content.decode())
                self.reponses[adresse, forme] = (reponse.headers["Content-Type"], reponse.content)

    def telecharger(self, adresse: str) -> bytes:
        """Download as openbadgeslib does: no `Accept`, and https only."""
        assert adresse.startswith("https://"), adresse
        contexte = ssl.create_default_context(cafile=str(self.certificat))
        with urllib.request.urlopen(adresse, context=contexte, timeout=10) as reponse:  # noqa: S310
            return bytes(reponse.read())


@contextlib.contextmanager
def servi(dossier: Path) -> Iterator[SiteDeMarbre]:
    """Serve a site on a free port of the loopback, until the end of the block."""
    certificat, cle = _certificat(dossier)
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), _Gardien)
    contexte = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexte.load_cert_chain(certificat, cle)
    serveur.socket = contexte.wrap_socket(serveur.socket, server_side=True)
    site = SiteDeMarbre(f"https://localhost:{serveur.server_address[1]}", certificat)
    serveur.site = site  # type: ignore[attr-defined]

    fil = threading.Thread(target=serveur.serve_forever, args=(0.05,), daemon=True)
    fil.start()
    try:
        yield site
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()


class _Gardien(BaseHTTPRequestHandler):
    """Gives what was collected, in the form asked."""

    def do_GET(self) -> None:
        forme = "json" if "json" in self.headers.get("Accept", "") else "rien"
        trouvee = self.server.site.reponses.get((self.path, forme))  # type: ignore[attr-defined]
        type_mime, corps = trouvee or ("text/plain", b"absent")

        self.send_response(200 if trouvee else 404)
        self.send_header("Content-Type", type_mime)
        self.send_header("Content-Length", str(len(corps)))
        self.end_headers()
        self.wfile.write(corps)

    def log_message(self, *_args: Any) -> None:
        """Say nothing of each request."""


def _certificat(dossier: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine, long since the test's day is another. Returns its file and its key's."""
    cle = ec.generate_private_key(ec.SECP256R1())
    nom = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    noms = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    maintenant, longtemps = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=3650)
    certificat = (
        x509.CertificateBuilder()
        .subject_name(nom)
        .issuer_name(nom)
        .public_key(cle.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(maintenant - longtemps)
        .not_valid_after(maintenant + longtemps)
        .add_extension(noms, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(cle, hashes.SHA256())
    )

    fichiers = dossier / "site.pem", dossier / "site.key"
    fichiers[0].write_bytes(certificat.public_bytes(Encoding.PEM))
    fichiers[1].write_bytes(cle.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return fichiers
