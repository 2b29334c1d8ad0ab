"""What nginx keeps against static files of the same bytes, both through the nginx of deploy/ (TLS, kept connections).

    .venv/bin/python -m tests.benchmarks.facade     (needs the Debian packages wrk and nginx)

A page and a badge are each asked in turn with a file of theirs, not compressed, by 16 then 64 connections. What is
printed is the median of each round's ratio.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.config.devant import NOM, Nginx

TOURS, SECONDES = int(os.environ.get("TOURS", "9")), 3
CONTENUS = {
    "/registre/coop-a/": b"<!doctype html><title>Une coop</title>"
    + b"<p>Ce qu'elle fait de ses engagements.</p>" * 600,
    "/registre/labels/QC-2026-0001/badge.svg": b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"
    + b"<!-- trait -->" * 150,
}
DEMANDES = dict(zip(CONTENUS, (0.95, 0.9), strict=True))
FICHIERS = {adresse: f"/static/facade-{rang}.{('html', 'svg')[rang]}" for rang, adresse in enumerate(CONTENUS)}


class Contenu(BaseHTTPRequestHandler):
    """A site of these addresses, each good for ten minutes, as bytes and headers go."""

    def do_GET(self) -> None:
        """Give the bytes of this address, as the site gives a page."""
        corps = CONTENUS[self.path]
        self.send_response(200)
        self.send_header("Content-Type", "image/svg+xml" if self.path.endswith("svg") else "text/html; charset=utf-8")
        self.send_header("Cache-Control", "public, max-age=0, s-maxage=600")
        self.send_header("Content-Length", str(len(corps)))
        self.end_headers()
        self.wfile.write(corps)

    def log_message(self, format: str, *args: object) -> None:
        """Leave the figures alone on the terminal."""


class Site:
    """Serves them on a free port."""

    def __init__(self) -> None:
        self.serveur = ThreadingHTTPServer(("127.0.0.1", 0), Contenu)
        self.port = self.serveur.server_port
        threading.Thread(target=self.serveur.serve_forever, daemon=True).start()


@contextmanager
def facade() -> Iterator[Nginx]:
    """Run nginx in front of such a site, the same bytes among its static files, every address read once."""
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        dossier.chmod(0o755)
        (dossier / "static").mkdir()
        for adresse, fichier in FICHIERS.items():
            (dossier / fichier.lstrip("/")).write_bytes(CONTENUS[adresse])

        ici = {"/srv/coophlm/static/": f"{dossier}/static/", rf"server_name {NOM};": f"server_name {NOM} localhost;"}
        devant = Nginx(dossier, Site(), autres=ici)
        devant.demarrer()
        try:
            for adresse in CONTENUS:
                lues = [devant.lire(adresse)[1] for _fois in range(2)]
                if lues[-1] != "HIT":
                    raise RuntimeError(f"nginx keeps nothing of {adresse}: {lues}")
            yield devant
        finally:
            devant.arreter()


def par_seconde(devant: Nginx, adresse: str, liens: int) -> float:
    """Return how many answers a second so many connections get. Raises `RuntimeError` when one is an error."""
    ici = f"https://localhost:{devant.tls}{adresse}"
    commande = ["wrk", "-t1", f"-c{liens}", f"-d{SECONDES}s", "-H", f"Host: {NOM}", ici]
    dit = subprocess.run(commande, check=True, capture_output=True, text=True, timeout=60).stdout
    lu = re.search(r"Requests/sec:\s+([\d.]+)", dit)
    if lu is None or "Non-2xx" in dit or "Socket errors" in dit:
        raise RuntimeError(dit)
    return float(lu[1])


def comparer(devant: Nginx, adresse: str, liens: int) -> bool:
    """Print the median ratio of what is kept to a file; return whether it is what is asked."""
    deux, rapports, gardees = (adresse, FICHIERS[adresse]), [], []
    for tour in range(TOURS):
        vus = {lue: par_seconde(devant, lue, liens) for lue in (deux if tour % 2 else deux[::-1])}
        gardees.append(vus[adresse])
        rapports.append(vus[adresse] / vus[FICHIERS[adresse]])

    fois = statistics.median(rapports)
    bornes = f"from {min(rapports):.2f} to {max(rapports):.2f}, {statistics.median(gardees):,.0f} a second here"
    print(f"{adresse}, {liens} connections: x {fois:.2f} ({DEMANDES[adresse]:g} or more), {bornes}", flush=True)
    return fois >= DEMANDES[adresse]


def main() -> int:
    """Return 1 when one of them is under what is asked."""
    with facade() as devant:
        tenus = [comparer(devant, adresse, liens) for adresse in CONTENUS for liens in (16, 64)]
    return int(not all(tenus))


if __name__ == "__main__":
    sys.exit(main())
