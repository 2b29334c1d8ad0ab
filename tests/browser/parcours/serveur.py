"""The journey's site: its own database and clock, an empty register, its mail in a folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.environment import BASE_DIR
from tests.browser.parcours.courriels import Boite
from tests.browser.parcours.horloge import VARIABLE, Horloge
from tests.rigueur.site_servi import wait_for


@dataclass(frozen=True)
class SiteALHeure:
    """A site that is served: its address, its clock, its mail, and what its commands need."""

    adresse: str
    horloge: Horloge
    boite: Boite
    environnement: dict[str, str]

    def commander(self, module: str, *arguments: str) -> None:
        """Run a program of the site's, at its hour."""
        commande = [sys.executable, "-m", f"tests.browser.parcours.{module}", *arguments]
        subprocess.run(commande, cwd=BASE_DIR, env=self.environnement, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def site_a_l_heure(base: str, dossier: Path, port: int) -> SiteALHeure:
    """Return the site of this database (its address), whose files go to `dossier`: neither prepared nor served yet."""
    adresse = f"http://127.0.0.1:{port}"
    environnement = {
        **os.environ,
        "DATABASE_URL": base,
        "DJANGO_SETTINGS_MODULE": "tests.browser.parcours.reglages",
        "PYTHONPATH": str(BASE_DIR / "site"),
        "SITE_URL": adresse,
        "MEDIA_ROOT": str(dossier / "media"),
        "KEYS_ROOT": str(dossier / "cles"),
        "KEYS_PASSPHRASE": "of a site that lives as long as a test",
        "PARCOURS_COURRIELS": str(dossier / "courriels"),
        VARIABLE: str(dossier / "horloge"),
    }
    return SiteALHeure(adresse, Horloge(dossier / "horloge"), Boite(dossier / "courriels"), environnement)


@contextmanager
def servir(site: SiteALHeure) -> Iterator[None]:
    """Serve the site, and stop what was started. Raises `TimeoutError` when it does not start."""
    hote = site.adresse.removeprefix("http://")
    commande = ["-m", "gunicorn", "tests.browser.parcours.horloge", "--chdir", str(BASE_DIR), "--bind", hote]
    serveur = subprocess.Popen(  # noqa: S603
        [sys.executable, *commande, "--threads", "4", "--timeout", "180", "--log-level", "warning"],
        env=site.environnement,
    )
    try:
        wait_for(site.adresse)
        yield
    finally:
        serveur.terminate()
        serveur.wait()
