"""Two machines that serve one site, as docs/operations.md lays them: each has its folders, and shares the rest."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from config.environment import BASE_DIR
from outils.verifier import example_environment
from tests.config.devant import NOM, LienVersLeSite, Nginx
from tests.partage.seau import CLE, REGION, SEAU, SECRET
from tests.rigueur.certificat import sans_autorite
from tests.rigueur.site_servi import free_port

AU_DEMARRAGE, ATTENTE = 90, 30  # seconds, on a machine that does other things
SITE = f"https://{NOM}"
MOT_DE_PASSE = "une phrase de passe pour deux machines"


def attendre_le_port(port: int) -> None:
    """Return once somebody listens. Raises `TimeoutError`."""
    limite = time.monotonic() + AU_DEMARRAGE
    while time.monotonic() < limite:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise TimeoutError(f"Nobody listens to {port}.")


@dataclass
class RedisDesDeux:
    """The Redis that they share, on a free port, that keeps nothing on the disk."""

    dossier: Path
    port: int = field(default_factory=free_port)

    def demarrer(self) -> None:
        """Start, and return once it listens."""
        commande = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        self.processus = subprocess.Popen([*commande, str(self.dossier)], stdout=subprocess.DEVNULL)  # noqa: S603
        attendre_le_port(self.port)

    def arreter(self) -> None:
        """Stop it, and what it holds."""
        self.processus.terminate()
        self.processus.wait(10)


@dataclass
class Commun:
    """What the two share: a database, a Redis, a bucket, the secrets; and where nginx is told of changes."""

    dossier: Path
    base: str
    redis: int
    seau: int
    secrets: dict[str, str] = field(default_factory=example_environment)

    def milieu(self, dossier: Path, purge: int) -> dict[str, str]:
        """The environment of a machine whose own folders are in `dossier`."""
        return {
            **os.environ,
            **self.secrets,
            "DJANGO_SETTINGS_MODULE": "tests.partage.reglages",
            "PYTHONPATH": f"{BASE_DIR}{os.pathsep}{BASE_DIR / 'site'}",
            "DATABASE_URL": self.base,
            "CACHE_URL": f"redis://127.0.0.1:{self.redis}/0",
            "CACHE_PURGE_URL": f"http://127.0.0.1:{purge}",
            "SITE_URL": SITE,
            "ALLOWED_HOSTS": f"{NOM},localhost",
            "MEDIA_ROOT": str(dossier / "media"),
            "DRAWINGS_ROOT": str(dossier / "dessins"),
            "KEYS_ROOT": "",
            "KEYS_PASSPHRASE": "",
            "MFA_REQUIRED": "false",
            "S3_BUCKET": SEAU,
            "S3_ENDPOINT": f"http://127.0.0.1:{self.seau}",
            "S3_REGION": REGION,
            "S3_ACCESS_KEY": CLE,
            "S3_SECRET_KEY": SECRET,
        }


class Machine:
    """One of the two: a gunicorn and the folders of its own. What it says goes to its log."""

    def __init__(self, nom: str, commun: Commun, purge: int) -> None:
        self.dossier = commun.dossier / nom
        for propre in ("media", "dessins"):
            (self.dossier / propre).mkdir(parents=True)
        self.milieu, self.port = commun.milieu(self.dossier, purge), free_port()

    def lancer(self) -> None:
        """Start, and return at once."""
        commande = [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--threads",
            "6",
        ]
        with (self.dossier / "site.log").open("ab") as journal:
            self.maitre = subprocess.Popen(  # noqa: S603 - our own
                commande, env=self.milieu, cwd=BASE_DIR, stdout=journal, stderr=journal, start_new_session=True
            )

    def attendre(self) -> None:
        """Return once it answers. Raises `TimeoutError` with its log."""
        limite = time.monotonic() + AU_DEMARRAGE
        while time.monotonic() < limite:
            with contextlib.suppress(OSError):
                if Visiteur(self.port, en_clair=True).lire("/sante/vivant").statut == http.HTTPStatus.OK:
                    return
            time.sleep(0.1)
        raise TimeoutError((self.dossier / "site.log").read_text())

    def tuer(self) -> None:
        """Take its power away: the master and its processes at once."""
        if self.maitre.poll() is None:
            os.killpg(self.maitre.pid, signal.SIGKILL)
            self.maitre.wait()

    def minuteries(self) -> "subprocess.Popen[str]":
        """Have what its timers run loaded, waiting for a word."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.partage.minuteries"],
            cwd=BASE_DIR,
            env=self.milieu,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@dataclass(frozen=True)
class Lue:
    """An answer: its status, its headers, its bytes."""

    statut: int
    entetes: Any
    octets: bytes

    @property
    def texte(self) -> str:
        """Return its bytes as words."""
        return self.octets.decode()


class Visiteur:
    """A browser, through nginx (by TLS) or straight to one of the machines, as nginx asks it."""

    def __init__(self, port: int, *, en_clair: bool = False, biscuits: dict[str, str] | None = None) -> None:
        self.port, self.en_clair = port, en_clair
        self.biscuits: dict[str, str] = biscuits if biscuits is not None else {}

    def chez(self, machine: Machine) -> "Visiteur":
        """The same person, led to this machine."""
        return Visiteur(machine.port, en_clair=True, biscuits=self.biscuits)

    def lire(self, adresse: str) -> Lue:
        """Ask for a page; where it leads is not followed."""
        return self._demander("GET", adresse)

    def jeton(self, adresse: str) -> str:
        """Return the token that a form of this page carries."""
        page = self.lire(adresse).texte
        trouve = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert trouve, page
        return trouve[1]

    def envoyer(self, adresse: str, fichier: tuple[str, bytes] | None = None, jeton: str = "", **champs: str) -> Lue:
        """Send the form of this page, with its token or the one of another page."""
        champs["csrfmiddlewaretoken"] = jeton or self.jeton(adresse)
        if fichier is None:
            return self._demander("POST", adresse, urlencode(champs).encode(), "application/x-www-form-urlencoded")
        return self._demander("POST", adresse, *_en_parties(champs, fichier))

    def entrer(self, courriel: str, mot_de_passe: str) -> None:
        """Log in, as the first page asks."""
        assert self.envoyer("/compte/login/", login=courriel, password=mot_de_passe).statut == http.HTTPStatus.FOUND

    def _demander(self, methode: str, adresse: str, corps: bytes | None = None, nature: str = "") -> Lue:
        entetes = {"Host": NOM, "X-Forwarded-Proto": "https", "Origin": SITE, "Referer": SITE + adresse}
        entetes |= {"Content-Type": nature} if nature else {}
        entetes |= {"Cookie": "; ".join(f"{nom}={valeur}" for nom, valeur in self.biscuits.items())}
        lien: http.client.HTTPConnection = (
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=ATTENTE)
            if self.en_clair
            else LienVersLeSite(self.port, sans_autorite(), ATTENTE)
        )

        with contextlib.closing(lien):
            lien.request(methode, adresse, corps, entetes)
            reponse = lien.getresponse()
            lue = Lue(reponse.status, reponse.headers, reponse.read())

        for pose in lue.entetes.get_all("Set-Cookie", ()):
            self.biscuits |= {nom: morceau.value for nom, morceau in SimpleCookie(pose).items()}
        return lue


def _en_parties(champs: dict[str, str], fichier: tuple[str, bytes]) -> tuple[bytes, str]:
    """Return the body of a form with a file (field `fichier`, or `file` in the admin), and its type."""
    borne = "borne-des-deux-machines"
    champ = champs.pop("champ_du_fichier", "fichier")
    parties = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}'.encode() for n, v in champs.items()]
    tete = f'Content-Disposition: form-data; name="{champ}"; filename="{fichier[0]}"\r\n\r\n'
    parties.append(tete.encode() + fichier[1])
    corps = b"".join(f"--{borne}\r\n".encode() + partie + b"\r\n" for partie in parties)
    return corps + f"--{borne}--\r\n".encode(), f"multipart/form-data; boundary={borne}"


def nginx_devant(dossier: Path, une: Machine, autre: Machine, purge: int, voisine: int) -> Nginx:
    """The nginx of `deploy/`, on the first machine's side, with the two files that a second machine asks for."""
    dossier.chmod(0o755)
    (dossier / "coophlm_serveurs.conf").write_text(
        f"server 127.0.0.1:{autre.port} weight=2 max_fails=1 fail_timeout=1s;\n"
    )
    (dossier / "coophlm_voisins.conf").write_text(f"listen 127.0.0.1:{voisine};\nallow 127.0.0.1;\n")
    return Nginx(dossier, une, purge=purge)


@dataclass
class LesDeux:
    """The two machines, nginx in front, and what they share."""

    commun: Commun
    une: Machine
    autre: Machine
    nginx: Nginx

    def visiteur(self) -> Visiteur:
        """Return somebody who comes by nginx."""
        return Visiteur(self.nginx.tls)

    def connecte(self, courriel: str) -> Visiteur:
        """Return the same, logged in by the form."""
        visiteur = self.visiteur()
        visiteur.entrer(courriel, MOT_DE_PASSE)
        return visiteur
