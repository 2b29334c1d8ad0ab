"""The site served as deploy/coophlm.service does: production's settings, gunicorn, its master and its processes."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from config.environment import BASE_DIR
from tests.rigueur.site_servi import free_port

AU_DEMARRAGE = 120  # seconds, on a machine that does other things
OPTIONS = ["--threads", "6", "--timeout", "60", "--graceful-timeout", "30", "--log-level", "warning"]


class Service:
    """A gunicorn. What it says goes to a file of `dossier`."""

    def __init__(
        self, environnement: dict[str, str], dossier: Path, application: str = "config.wsgi", processus: int = 2
    ) -> None:
        self.environnement, self.application, self.processus = environnement, application, processus
        self.journal, self.port = dossier / "site.log", free_port()

    def demarrer(self) -> None:
        """Start, and return once it answers."""
        self.lancer()
        self.attendre()

    def lancer(self) -> None:
        """Start, and return at once."""
        commande = [sys.executable, "-m", "gunicorn", self.application, "--bind", f"127.0.0.1:{self.port}", *OPTIONS]
        commande += ["--workers", str(self.processus), "--chdir", str(BASE_DIR / "site"), "--pythonpath", str(BASE_DIR)]
        with self.journal.open("ab") as journal:
            self.maitre = subprocess.Popen(  # noqa: S603 - our own
                commande, env=self.environnement, cwd=BASE_DIR, stdout=journal, stderr=journal
            )

    def arreter(self) -> None:
        """Stop as systemd does, then by force."""
        self.maitre.terminate()
        try:
            self.maitre.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.maitre.kill()
            self.maitre.wait()

    def attendre(self) -> None:
        """Return once it answers. Raises `TimeoutError` when it does not."""
        limite = time.monotonic() + AU_DEMARRAGE
        while time.monotonic() < limite:
            with suppress(OSError), urllib.request.urlopen(self._chez_lui("/sante/vivant"), timeout=10):  # noqa: S310
                return
            time.sleep(0.2)
        raise TimeoutError(self.journal.read_text()[-2000:])

    def est_pret(self) -> tuple[int, str]:
        """Return the status and the body of /sante/pret."""
        try:
            with urllib.request.urlopen(self._chez_lui("/sante/pret"), timeout=30) as reponse:  # noqa: S310
                return reponse.status, reponse.read().decode()
        except urllib.error.HTTPError as refus:
            return refus.code, refus.read().decode()

    def recharger(self) -> None:
        """What `systemctl reload` does: new processes, then the former ones end what they serve."""
        self.maitre.send_signal(signal.SIGHUP)

    def ouvriers(self) -> list[int]:
        """Return the processes that answer, by number."""
        maitre = self.maitre.pid
        return [int(mot) for mot in Path(f"/proc/{maitre}/task/{maitre}/children").read_text().split()]

    def tuer_un_ouvrier(self) -> None:
        """Kill one of them, whatever it does."""
        if vivants := self.ouvriers():
            with suppress(ProcessLookupError):
                os.kill(random.choice(vivants), signal.SIGKILL)  # noqa: S311 - any of them

    def commander(self, *arguments: str, **variables: str) -> str:
        """Run a command of the site's, with its variables and these; return what it prints."""
        fait = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self.environnement | variables,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if fait.returncode:
            raise RuntimeError(f"{arguments}: {fait.stdout}{fait.stderr}")
        return fait.stdout

    def _chez_lui(self, adresse: str) -> str:
        return f"http://localhost:{self.port}{adresse}"
