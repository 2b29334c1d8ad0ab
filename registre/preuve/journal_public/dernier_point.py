"""The last checkpoint signed here, kept beside the keys, not in the database: a restored backup is held against it.

A database older than what was signed would grow another history under the same name, and sign it. It is refused, until
an operator puts the former history aside, knowingly (`completer_journal_public --repartir`, docs/operations.md).
"""

import fcntl
import logging
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.preuve.cles.registre_des_cles import DOSSIER_DES_POINTS
from registre.preuve.journal_public.note import PointDeControle, lire_point
from registre.preuve.journal_public.point_de_controle import origine

FICHIER = "dernier.txt"

journal = logging.getLogger(__name__)


def dernier_point() -> PointDeControle | None:
    """Return the longest checkpoint signed here for this log; None before the first.

    Raises `ValueError` or `OSError` when what is kept does not read.
    """
    if settings.KEYS_ROOT is None:
        return None
    try:
        point = lire_point((settings.KEYS_ROOT / DOSSIER_DES_POINTS / FICHIER).read_text())
    except (FileNotFoundError, NotADirectoryError):
        return None
    return point if point.origine == origine() else None


def rupture(taille: int, racine_a: Callable[[int], bytes], taille_actuelle: Callable[[], int]) -> str:
    """Return why the log no longer begins as what was signed of it, in a sentence; empty when it does.

    `racine_a` gives the root of its first leaves. `taille_actuelle` is asked when it seems too short: somebody may have
    signed a longer one meanwhile.
    """
    try:
        garde = dernier_point()
    except (ValueError, OSError):
        return _("le dernier point de contrôle signé ne se lit plus")
    if garde is None:
        return ""

    if garde.taille > taille and (actuelle := taille_actuelle()) < garde.taille:
        mots = {"n": actuelle, "garde": garde.taille}
        return _("le journal compte %(n)s feuilles, et il en a été signé %(garde)s : il a été raccourci") % mots
    if garde.taille <= taille and racine_a(garde.taille) != garde.racine:
        return _("les %(garde)s premières feuilles ne sont plus celles qui ont été signées") % {"garde": garde.taille}
    return ""


def garder(note: str) -> None:
    """Keep this checkpoint unless one as long is kept. Who cannot write it logs it, and signs all the same."""
    assert settings.KEYS_ROOT is not None  # noqa: S101 - whoever signed has keys
    dossier: Path = settings.KEYS_ROOT / DOSSIER_DES_POINTS

    try:
        deja = dernier_point()
        if deja is not None and deja.taille >= lire_point(note).taille:
            return
        dossier.mkdir(mode=0o700, exist_ok=True)
        with (dossier / ".verrou").open("w") as verrou:
            fcntl.flock(verrou, fcntl.LOCK_EX)
            _ecrire(dossier, note)
    except OSError:
        journal.exception("The last checkpoint signed cannot be kept")


def mettre_de_cote() -> Path | None:
    """Put the kept checkpoint under another name, so that the log signs again; return where, None for none kept."""
    if settings.KEYS_ROOT is None:
        return None
    garde = settings.KEYS_ROOT / DOSSIER_DES_POINTS / FICHIER
    if not garde.exists():
        return None
    return garde.rename(garde.with_name(f"abandonne-{timezone.now():%Y%m%dT%H%M%S%f}.txt"))


def _ecrire(dossier: Path, note: str) -> None:
    """Write the kept checkpoint, all of it or none; the longer one stays when two are signed at once."""
    deja = dernier_point()
    if deja is not None and deja.taille >= lire_point(note).taille:
        return
    provisoire = dossier / f".{FICHIER}.{os.getpid()}"
    with provisoire.open("w") as fichier:
        fichier.write(note)
        fichier.flush()
        os.fsync(fichier.fileno())
    provisoire.replace(dossier / FICHIER)
