"""Writing a backup: the database at one moment, then the files, then the manifest; or the keys, apart."""

import contextlib
import importlib.metadata
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from socle.sauvegarde.archive import EcritureDArchive
from socle.sauvegarde.chiffrement import chiffrant
from socle.sauvegarde.etat import etat_de
from socle.sauvegarde.fichiers import fichiers_de
from socle.sauvegarde.manifeste import CLES, SITE, Manifeste
from socle.sauvegarde.medias import medias, octets_de
from socle.sauvegarde.moteurs import moteur
from socle.sauvegarde.provisoire import ecrit_d_un_coup
from socle.sauvegarde.refus import SauvegardeImpossible, raison

PAQUETS = ("coophlm", "django", "wagtail")


@dataclass(frozen=True)
class PrevisionDeSauvegarde:
    """What a backup would hold: the engine, rows of the database, how many files of the site and their bytes."""

    moteur: str
    lignes: int
    fichiers: int
    octets: int


def prevoir() -> PrevisionDeSauvegarde:
    """Return what a backup would hold now, nothing being written."""
    base = moteur()
    with base.lecture() as curseur:
        lignes = etat_de(base, curseur).lignes
    tailles = [octets_de(fichier) for _nom, fichier in medias()]
    return PrevisionDeSauvegarde(base.nom, sum(lignes.values()), len(tailles), sum(tailles))


def sauvegarder(but: Path, pour: Sequence[Any]) -> Manifeste:
    """Write the site in this file, encrypted for these keys if there are any. Raises `SauvegardeImpossible`."""
    base = moteur()
    with _archive(but, pour) as archive:
        with base.instantane() as instantane:
            etat = etat_de(base, instantane.curseur)
            archive.base(instantane.octets)
        _ajouter(archive, "media", medias())

        fait = Manifeste(SITE, _maintenant(), dict(archive.membres), base.nom, etat, _versions())
        archive.clore(fait)
    return fait


def sauvegarder_les_cles(but: Path, pour: Sequence[Any]) -> Manifeste:
    """Write the signing keys in this file, encrypted in any case. Raises `SauvegardeImpossible`."""
    if not pour:
        raise SauvegardeImpossible("Les clés ne sont sauvegardées que chiffrées : donnez --chiffrer-pour.")
    cles = list(fichiers_de(settings.KEYS_ROOT))
    if not cles:
        raise SauvegardeImpossible("Cette machine n’a pas de clé à sauvegarder (KEYS_ROOT).")

    with _archive(but, pour) as archive:
        _ajouter(archive, "cles", cles)
        fait = Manifeste(CLES, _maintenant(), dict(archive.membres), versions=_versions())
        archive.clore(fait)
    return fait


def destination(chemin: Path, quoi: str, *, chiffree: bool) -> Path:
    """Return the file to write: this one, or one named by the moment in this folder."""
    if not chemin.is_dir():
        return chemin
    return chemin / f"{quoi}-{timezone.localtime():%Y-%m-%dT%H%M%S}.tar{'.age' if chiffree else ''}"


@contextlib.contextmanager
def _archive(but: Path, pour: Sequence[Any]) -> Iterator[EcritureDArchive]:
    """Give an archive to fill, which bears its name once it is whole."""
    try:
        with ecrit_d_un_coup(but) as fichier, _flux(fichier, pour) as flux:
            archive = EcritureDArchive(flux)
            try:
                yield archive
            except BaseException:
                archive.abandonner()
                raise
    except FileExistsError as faute:
        raise SauvegardeImpossible(f"{but} existe déjà : rien n’est jamais écrasé.") from faute
    except OSError as faute:
        raise SauvegardeImpossible(f"{but} n’est pas écrit : {raison(faute)}.") from faute


def _flux(fichier: BinaryIO, pour: Sequence[Any]) -> contextlib.AbstractContextManager[BinaryIO]:
    return chiffrant(fichier, pour) if pour else contextlib.nullcontext(fichier)


def _ajouter(archive: EcritureDArchive, dossier: str, fichiers: Any) -> None:
    for nom, chemin in fichiers:
        # Deleted since the folder was read: its row goes too.
        with contextlib.suppress(FileNotFoundError), chemin.open("rb") as fichier:
            archive.fichier(f"{dossier}/{nom}", fichier)


def _maintenant() -> str:
    return timezone.localtime().isoformat(timespec="seconds")


def _versions() -> dict[str, str]:
    return {"python": platform.python_version()} | {nom: importlib.metadata.version(nom) for nom in PAQUETS}
