"""TLS on this machine: a certificate signed by itself, and who takes it as it is."""

import ssl
import subprocess
from pathlib import Path


def certifier(dossier: Path, nom: str = "localhost") -> None:
    """Write `privkey.pem` and `fullchain.pem` for this name in this folder, unless they are there."""
    if (dossier / "privkey.pem").exists():
        return
    commande = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={nom}"]
    fichiers = ["-keyout", str(dossier / "privkey.pem"), "-out", str(dossier / "fullchain.pem")]
    subprocess.run([*commande, *fichiers], check=True, capture_output=True)  # noqa: S603 - our own


def sans_autorite() -> ssl.SSLContext:
    """Trust whoever answers: what was just signed here has no authority behind it."""
    confiance = ssl.create_default_context()
    confiance.check_hostname, confiance.verify_mode = False, ssl.CERT_NONE
    return confiance
