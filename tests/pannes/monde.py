"""Everything a site in production stands on, started here, and stopped by who started it."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from outils.verifier import example_environment
from tests.config.devant import NOM, Nginx
from tests.pannes.boite import Boite
from tests.pannes.contenu import ECHOIT
from tests.pannes.gens import Personne
from tests.pannes.grappe import PROPRIETAIRE, Grappe, milieu
from tests.pannes.redis_a_part import RedisAPart
from tests.pannes.service import Service
from tests.pannes.suites import Suite, suites_de

MEGA = 1024 * 1024
DISQUE = 48  # MB, for what the site keeps on its disk
COURRIEL_SECONDES = 3  # EMAIL_URL may say less than ten seconds: tests wait for it


@dataclass
class Monde:
    """The parts of the site, each by its name."""

    dossier: Path
    grappe: Grappe
    redis: RedisAPart
    boite: Boite
    service: Service
    devant: Nginx
    suites: list[Suite]
    disque_a_part: bool = False
    _entree: Personne | None = None

    def visiteur(self) -> Personne:
        """Return somebody who has no session."""
        return Personne(self.devant)

    def secretaire(self) -> Personne:
        """Somebody who decides: one session for all, opened the first time."""
        if self._entree is None:
            self._entree = self.visiteur()
            self._entree.entrer()
        elle = self.visiteur()
        elle.temoins = dict(self._entree.temoins)
        return elle

    @property
    def disque(self) -> Path:
        """Where the site writes its files."""
        return self.dossier / "disque"


@contextmanager
def monde(remplir: Callable[[Grappe], None], processus: int = 2) -> Iterator[Monde]:
    """Start every part, the database as `remplir` fills it; stop them all, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="coophlm-pannes-") as nom, ExitStack() as pile:
        dossier = Path(nom)
        dossier.chmod(0o755)
        disque = _monter(dossier / "disque", pile)
        grappe, redis, boite = Grappe(dossier / "postgres"), RedisAPart(dossier), Boite()
        pile.callback(boite.fermer)
        grappe.creer()
        pile.callback(grappe.arreter, "immediate")
        remplir(grappe)

        redis.demarrer()
        pile.callback(redis.arreter)
        service = Service({}, dossier, processus=processus)
        devant = Nginx(_a_part(dossier), cast(Any, service))
        service.environnement = environnement(dossier, grappe, redis, boite, devant)
        ici = Monde(dossier, grappe, redis, boite, service, devant, suites_de(grappe, sauf=ECHOIT), disque)
        devant.demarrer()
        pile.callback(devant.arreter)
        service.lancer()
        pile.callback(service.arreter)
        service.commander("creer_cle", "--si-absente")
        service.attendre()

        yield ici


def environnement(dossier: Path, grappe: Grappe, redis: RedisAPart, boite: Boite, devant: Nginx) -> dict[str, str]:
    """The variables of deploy/example.env, for these parts."""
    racines = {"MEDIA_ROOT": "media", "DRAWINGS_ROOT": "dessins", "KEYS_ROOT": "cles"}
    (dossier / "static").mkdir(exist_ok=True)

    return (
        milieu()
        | example_environment()
        | {nom: str(dossier / "disque" / ou) for nom, ou in racines.items()}
        | {
            "DJANGO_SETTINGS_MODULE": "tests.pannes.reglages",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "STATIC_ROOT": str(dossier / "static"),
            "DATABASE_URL": grappe.adresse(),
            "CACHE_URL": redis.adresse,
            "EMAIL_URL": f"smtp://127.0.0.1:{boite.port}/?timeout={COURRIEL_SECONDES}",
            "CACHE_PURGE_URL": f"http://127.0.0.1:{devant.purge}",
            "ALLOWED_HOSTS": f"{NOM},localhost",
            "SITE_URL": f"https://{NOM}",
            "MFA_REQUIRED": "false",
            "LOG_LEVEL": "WARNING",
            "PROPRIETAIRE": grappe.adresse(PROPRIETAIRE),
        }
    )


def _a_part(dossier: Path) -> Path:
    (dossier / "nginx").mkdir()
    (dossier / "nginx").chmod(0o755)
    return dossier / "nginx"


def _monter(disque: Path, pile: ExitStack) -> bool:
    """Give the site's files a small disk of their own; return whether this machine lets us."""
    disque.mkdir()
    ordre = ["mount", "-t", "tmpfs", "-o", f"size={DISQUE}m", "coophlm-pannes", str(disque)]
    if subprocess.run(ordre, check=False, capture_output=True).returncode:  # noqa: S603 - our own
        return False
    pile.callback(subprocess.run, ["umount", "--lazy", str(disque)], check=True)
    return True
