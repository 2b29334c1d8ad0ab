"""The faults, each caused and mended: what a test does once, and what a long run does in turn."""

import shutil
import time
from collections.abc import Callable

from tests.pannes.grappe import PROPRIETAIRE
from tests.pannes.monde import Monde

SECONDES = 15  # what stays down when it is not told to come back
VERSION = {"DJANGO_SETTINGS_MODULE": "tests.pannes.version_suivante.reglages", "PGOPTIONS": "-c lock_timeout=5s"}


def base_redemarree(ici: Monde) -> None:
    """Stop PostgreSQL as its package does when it is upgraded, and start it."""
    ici.grappe.redemarrer("fast", 2)


def base_plantee(ici: Monde) -> None:
    """Have PostgreSQL crash, and start it: it reads its log again."""
    ici.grappe.redemarrer("immediate", 2)


def redis_perdu(ici: Monde) -> None:
    """Kill Redis, and start it later, empty."""
    ici.redis.arreter()
    time.sleep(SECONDES)
    ici.redis.demarrer()


def redis_fige(ici: Monde) -> None:
    """Have Redis take connections without a word for a while."""
    ici.redis.figer()
    time.sleep(SECONDES)
    ici.redis.degeler()


def courriel_muet(ici: Monde) -> None:
    """Have the mail server take connections without a word for a while."""
    ici.boite.muette = ""
    time.sleep(SECONDES)
    ici.boite.muette = None


def disque_plein(ici: Monde) -> None:
    """Leave the site's files no room for a while; nothing where no small disk could be mounted."""
    if not ici.disque_a_part:
        return
    lest = ici.disque / "lest"
    lest.write_bytes(b"\0" * shutil.disk_usage(ici.disque).free)
    time.sleep(SECONDES)
    lest.unlink()


def ouvriers_tues(ici: Monde, secondes: int = 20) -> None:
    """Kill a process of the server every second."""
    for _seconde in range(secondes):
        ici.service.tuer_un_ouvrier()
        time.sleep(1)
    ici.service.attendre()


def version_suivante(ici: Monde) -> None:
    """Migrate while the former processes serve, then replace them all, as docs/operations.md says."""
    anciens = set(ici.service.ouvriers())
    ici.service.commander("migrate", "version_suivante", DATABASE_URL=ici.grappe.adresse(PROPRIETAIRE), **VERSION)
    ici.grappe.donner_les_droits()
    ici.service.recharger()

    limite = time.monotonic() + 120
    while anciens & set(ici.service.ouvriers()) and time.monotonic() < limite:
        time.sleep(0.2)


PANNES: dict[str, Callable[[Monde], None]] = {
    "PostgreSQL restarted": base_redemarree,
    "Redis killed": redis_perdu,
    "processes killed": ouvriers_tues,
    "mail server mute": courriel_muet,
    "a version and its migration": version_suivante,
    "PostgreSQL crashed": base_plantee,
    "Redis frozen": redis_fige,
    "disk full": disque_plein,
}
