"""What a badge costs: its 304 against its 200, and through nginx against a static file of the same bytes.

    .venv/bin/python -m tests.benchmarks.badge

The site runs as production does (`tests.benchmarks.affluence`); the 304 is measured on each database that answers.
In front, nginx has the cache and the TLS of deploy/nginx.conf in Debian's own http block, on this machine's own address
and free ports: a badge is given through TLS only, so that is how it is measured. nginx, ab (apache2-utils) and openssl
are needed: what is missing is said, and the rest measured. Ratios are medians of rounds, one of each in turn.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.affluence import site
from tests.benchmarks.bases import base, moteurs
from tests.benchmarks.lien import Lien
from tests.rigueur.certificat import certifier
from tests.rigueur.site_servi import free_port

COOPERATIVES, TOURS, DEMANDES, A_LA_FOIS = 60, 31, 20_000, 64
FICHIER = "/static/badge.svg"
DEMANDE_304, DEMANDE_NGINX = 2.5, 0.9
NGINX = """
worker_processes 2;
pid {dossier}/nginx.pid;
error_log {dossier}/erreurs.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {dossier}/corps; proxy_temp_path {dossier}/attente; fastcgi_temp_path {dossier}/f;
    uwsgi_temp_path {dossier}/u; scgi_temp_path {dossier}/s;
    proxy_cache_path {dossier}/cache levels=1:2 keys_zone=coophlm:10m max_size=500m inactive=1h use_temp_path=off;
    keepalive_requests 1000000;
    map $http_cookie $coophlm_session {{ default 0; "~*__Host-session=" 1; }}
    gzip on; gzip_vary on; gzip_proxied any; gzip_types image/svg+xml;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {dossier}/fullchain.pem;
        ssl_certificate_key {dossier}/privkey.pem;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_session_cache shared:coophlm_tls:10m;
        ssl_session_tickets off;
        location /static/ {{
            alias {dossier}/static/;
            gzip_static on;
            add_header X-Content-Type-Options nosniff always;
            add_header Cache-Control "public, max-age=3600";
        }}
        location / {{
            proxy_set_header Host localhost;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-For 203.0.113.1;
            proxy_pass http://127.0.0.1:{site};
            proxy_cache coophlm;
            proxy_cache_key $host$request_uri;
            proxy_cache_bypass $coophlm_session;
            proxy_no_cache $coophlm_session;
            proxy_cache_lock on;
            proxy_cache_use_stale off;
            proxy_cache_revalidate on;
            add_header X-Cache $upstream_cache_status;
        }}
    }}
}}
"""


def adresse_d_un_badge(lien: Lien) -> str:
    """The address of the badge of a label, read in the open data. Raises `LookupError`."""
    trouve = re.search(rb"QC-\d{4}-\d{4,6}", lien.demander("/registre/donnees/labels.csv")[2])
    if trouve is None:
        raise LookupError("No label in the open data.")
    return f"/registre/labels/{trouve[0].decode()}/badge.svg"


def comparer_le_304(port: int) -> bool:
    """Print how many times as long the 200 takes as the 304."""
    lien = Lien(port)
    adresse = adresse_d_un_badge(lien)
    for _echauffement in range(30):
        etag = lien.demander(adresse)[1].headers["ETag"]

    rapports, durees = [], []
    for _tour in range(300):
        pleine, reponse, _corps = lien.demander(adresse)
        vide, inchangee, _rien = lien.demander(adresse, **{"If-None-Match": etag})
        if (reponse.status, inchangee.status) != (200, 304):
            raise RuntimeError(f"{adresse}: {reponse.status}, {inchangee.status}")
        rapports.append(pleine / vide)
        durees.append((pleine, vide))

    fois = statistics.median(rapports)
    pleine, vide = (1000 * statistics.median(valeurs) for valeurs in zip(*durees, strict=True))
    _dire("200 against 304", fois, DEMANDE_304, f"{pleine:.1f} ms against {vide:.1f} here")
    return fois >= DEMANDE_304


@contextmanager
def nginx(port_du_site: int, fichier: bytes) -> Iterator[int]:
    """Run nginx in front of the site, with this file among its static ones; gives its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        dossier.chmod(0o755)
        (dossier / "static").mkdir()
        (dossier / "static" / "badge.svg").write_bytes(fichier)
        certifier(dossier)
        reglage = dossier / "nginx.conf"
        reglage.write_text(NGINX.format(dossier=dossier, port=port, site=port_du_site))
        serveur = subprocess.Popen(["nginx", "-c", str(reglage), "-g", "daemon off; user root;"])
        try:
            time.sleep(1)
            yield port
        finally:
            serveur.terminate()
            serveur.wait()


def par_seconde(port: int, adresse: str) -> float:
    """Return how many answers nginx gives in a second at this address."""
    commande = ["ab", "-q", "-k", "-n", str(DEMANDES), "-c", str(A_LA_FOIS), f"https://127.0.0.1:{port}{adresse}"]
    dit = subprocess.run(commande, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in dit or not re.search(r"Failed requests:\s+0\b", dit):
        raise RuntimeError(dit)
    return float(re.findall(r"Requests per second:\s+([\d.]+)", dit)[0])


def comparer_a_un_fichier(port: int) -> bool:
    """Print how many badges nginx gives for one static file of the same bytes."""
    if not all(shutil.which(programme) for programme in ("nginx", "ab", "openssl")):
        print("  nginx: not measured, a program is missing (apt install nginx-light apache2-utils openssl)")
        return True

    lien = Lien(port)
    adresse = adresse_d_un_badge(lien)
    with nginx(port, lien.demander(adresse)[2]) as devant:
        for _echauffement in range(3):
            etat = Lien(devant, chiffre=True).demander(adresse)[1].headers["X-Cache"]
        if etat != "HIT":
            raise RuntimeError(f"nginx keeps nothing: {etat}")
        tours = [_un_tour(devant, (adresse, FICHIER) if tour % 2 else (FICHIER, adresse)) for tour in range(TOURS)]

    fois = statistics.median(tour[adresse] / tour[FICHIER] for tour in tours)
    badges = statistics.median(tour[adresse] for tour in tours)
    _dire("through nginx, against a file", fois, DEMANDE_NGINX, f"{badges:,.0f} a second here")
    return fois >= DEMANDE_NGINX


def _un_tour(port: int, adresses: tuple[str, str]) -> dict[str, float]:
    """Answers a second at each address, in this order: which goes first changes from one round to the next."""
    return {adresse: par_seconde(port, adresse) for adresse in adresses}


def _dire(quoi: str, fois: float, demande: float, reste: str) -> None:
    print(f"  {quoi:34} x {fois:.2f}   {demande:g} or more: {'yes' if fois >= demande else 'NO'}   {reste}", flush=True)


def main() -> int:
    """Return 1 when a figure is not reached."""
    tenus = []

    for moteur in moteurs():
        print(moteur, flush=True)
        with site(base(moteur, COOPERATIVES), ("/registre/",)) as port:
            tenus.append(comparer_le_304(port))
            if moteur == moteurs()[-1]:
                tenus.append(comparer_a_un_fichier(port))

    return int(not all(tenus))


if __name__ == "__main__":
    sys.exit(main())
