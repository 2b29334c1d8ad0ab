"""A PostgreSQL of one's own: its folder, its port, its two roles, started and stopped at will."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from config.environment import BASE_DIR
from tests.rigueur.site_servi import free_port

SECONDES = 60
SIGNAUX = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
BASE, PROPRIETAIRE, SITE = "coophlm", "coophlm", "coophlm_site"
# What the suite asks of the shared server (no commit waits for the disk) must not be asked of this one: it is stopped.
A_TAIRE = ("PGOPTIONS", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE")


def programme(nom: str) -> str:
    """Return the path of a program of PostgreSQL. Debian keeps some off the PATH. Raises `FileNotFoundError`."""
    trouve = shutil.which(nom)
    installes = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{nom}"), key=lambda lu: int(lu.parts[-3]))
    if installes:
        return str(installes[-1])
    if trouve is None:
        raise FileNotFoundError(nom)
    return trouve


def milieu() -> dict[str, str]:
    """Return the variables of this process, without those that speak of another server."""
    return {nom: valeur for nom, valeur in os.environ.items() if nom not in A_TAIRE}


class Grappe:
    """The server. PostgreSQL refuses root: its own account runs it then."""

    def __init__(self, dossier: Path) -> None:
        self.dossier, self.port = dossier, free_port()
        self.compte = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}

    def creer(self) -> None:
        """Make the server and its two roles, as docs/operations.md has them. Everybody is let in: it is a test."""
        self.dossier.mkdir()
        if self.compte:
            shutil.chown(self.dossier, **self.compte)
        options = ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._lancer("initdb", *options, f"--pgdata={self.dossier}/base")
        reglages = [
            f"listen_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = ''",
            "fsync = off",  # processes are killed here, not the machine: what is written is in the kernel's hands
            "shared_buffers = 64MB\nlogging_collector = off",
        ]
        with (self.dossier / "base" / "postgresql.conf").open("a") as conf:
            conf.write("\n".join(reglages) + "\n")
        self.demarrer()

        self.executer(f"CREATE ROLE {PROPRIETAIRE} LOGIN", f"CREATE ROLE {SITE} LOGIN", base="postgres")
        self.executer(f"CREATE DATABASE {BASE} OWNER {PROPRIETAIRE}", base="postgres")

    def copier(self, adresse: str) -> None:
        """Fill the database with another's (its address)."""
        lire = [programme("pg_dump"), "--no-owner", "--no-privileges", adresse]
        with subprocess.Popen(lire, stdout=subprocess.PIPE, env=milieu()) as lue:  # noqa: S603 - our own
            self._psql("--quiet", stdin=lue.stdout)
        if lue.returncode:
            raise subprocess.CalledProcessError(lue.returncode, lire)
        self.donner_les_droits()

    def donner_les_droits(self) -> None:
        """Lay the rights of the site's role, as after each migration."""
        self._psql("--quiet", f"--file={BASE_DIR / 'deploy' / 'role_du_site.sql'}")

    def demarrer(self) -> None:
        """Start, and return once it answers. Raises `TimeoutError` when it does not."""
        commande = [programme("postgres"), f"-D{self.dossier}/base"]
        with (self.dossier / "journal").open("ab") as journal:
            self.serveur = subprocess.Popen(  # type: ignore[call-overload] # noqa: S603 - our own
                commande, env=milieu(), cwd=self.dossier, stdout=journal, stderr=journal, **self.compte
            )

        limite = time.monotonic() + SECONDES
        while time.monotonic() < limite:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self._ici("postgres"), connect_timeout=5).close()
                return
            time.sleep(0.05)
        raise TimeoutError((self.dossier / "journal").read_text()[-2000:])

    def arreter(self, comment: str = "fast") -> None:
        """Stop: "fast" cuts everybody off, "immediate" is a crash."""
        self.serveur.send_signal(SIGNAUX[comment])
        self.serveur.wait(SECONDES)

    def redemarrer(self, comment: str, secondes: float = 0) -> None:
        """Stop it, and start it again after so many seconds."""
        self.arreter(comment)
        time.sleep(secondes)
        self.demarrer()

    def adresse(self, role: str = SITE) -> str:
        """Return the DATABASE_URL of a role."""
        return f"postgres://{role}@127.0.0.1:{self.port}/{BASE}"

    def executer(self, *ordres: str, base: str = BASE) -> None:
        """Run these statements as the superuser, each in its own transaction."""
        with psycopg.connect(self._ici(base), autocommit=True) as lien:
            for ordre in ordres:
                lien.execute(ordre)

    def lire(self, question: str, *valeurs: object) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        with psycopg.connect(self._ici(BASE), autocommit=True) as lien:
            return lien.execute(question, valeurs).fetchall()

    def _ici(self, base: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{base}"

    def _psql(self, *options: str, stdin: object = None) -> None:
        commande = [programme("psql"), "--no-psqlrc", "--set=ON_ERROR_STOP=1", *options, self.adresse(PROPRIETAIRE)]
        subprocess.run(commande, stdin=stdin, check=True, env=milieu(), stdout=subprocess.DEVNULL)  # type: ignore[call-overload] # noqa: S603

    def _lancer(self, nom: str, *arguments: str) -> None:
        commande = [programme(nom), *arguments]
        subprocess.run(  # type: ignore[call-overload] # noqa: S603 - our own
            commande, check=True, env=milieu(), cwd=self.dossier, stdout=subprocess.DEVNULL, **self.compte
        )
