"""Restoring: read the archive whole, look at the place it comes to, write, then compare what was written with it.

Files are laid apart first, where a full disk changes nothing; the database follows, all or nothing; files then take
their place by renaming.
"""

import contextlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from socle.sauvegarde.archive import LectureDArchive
from socle.sauvegarde.chiffrement import dechiffrant, est_chiffre
from socle.sauvegarde.comparaison import differences_de_base, differences_de_fichiers
from socle.sauvegarde.etat import etat_de
from socle.sauvegarde.fichiers import FichiersARestaurer, fichiers_de, membre_de
from socle.sauvegarde.fichiers_partages import FichierPartage
from socle.sauvegarde.manifeste import CLES, Manifeste
from socle.sauvegarde.medias import medias, medias_a_restaurer
from socle.sauvegarde.moteurs import moteur
from socle.sauvegarde.refus import ArchiveRefusee, RestaurationRefusee, raison


@dataclass(frozen=True)
class ArchiveARestaurer:
    """An archive on the disk, and the identities that open it when it is encrypted."""

    chemin: Path
    avec: Sequence[Any]

    @contextlib.contextmanager
    def ouverte(self) -> Iterator[BinaryIO]:
        """Give what it says, decrypted. Raises `ArchiveRefusee`."""
        try:
            chiffree = est_chiffre(self.chemin)
        except OSError as faute:
            raise ArchiveRefusee(f"{self.chemin} ne se lit pas : {raison(faute)}.") from faute
        if not chiffree:
            with self.chemin.open("rb") as fichier:
                yield fichier
        elif not self.avec:
            raise ArchiveRefusee(f"{self.chemin.name} est chiffrée : donnez le fichier de l’identité (--identite).")
        else:
            with dechiffrant(self.chemin, self.avec) as flux:
                yield flux


def verifier(archive: ArchiveARestaurer) -> Manifeste:
    """Read all of it, and return its manifest when every hash is right. Raises `ArchiveRefusee`."""
    with archive.ouverte() as flux:
        lecture = LectureDArchive(flux)
        for _membre in lecture:
            pass
    return lecture.manifeste


def restaurer(archive: ArchiveARestaurer, fait: Manifeste) -> list[str]:
    """Write what was verified in the place of all that is there; return what differs then, in sentences.

    Raises `RestaurationRefusee`, nothing having changed.
    """
    releve = FichiersARestaurer(dossier_des_cles(), 0o600) if fait.contenu == CLES else medias_a_restaurer()
    try:
        with releve.preparee():
            for nom, contenu in _membres(archive, fait):
                if not nom.startswith("base/"):
                    releve.deposer(nom.partition("/")[2], contenu)
            if fait.contenu != CLES:
                with contextlib.closing(_base(archive, fait)) as octets:
                    moteur().restaurer(octets)
            releve.echanger()
    except OSError as faute:
        raise RestaurationRefusee(f"Rien n’est restauré : {raison(faute)}.") from faute

    return comparer(fait)


def comparer(fait: Manifeste) -> list[str]:
    """Return what differs between this machine and an archive, in sentences: counts, heads of chains, files."""
    dossier = "cles" if fait.contenu == CLES else "media"
    trouves = {f"{dossier}/{nom}": membre_de(chemin) for nom, chemin in presents(fait)}
    ecarts = differences_de_fichiers(fait.fichiers, trouves)
    if fait.contenu == CLES:
        return ecarts

    base = moteur()
    with base.lecture() as curseur:
        return differences_de_base(fait.base, etat_de(base, curseur)) + ecarts


def presents(fait: Manifeste) -> Iterator[tuple[str, Path | FichierPartage]]:
    """Yield the files that stand where those of the archive go. Raises `OSError` when that does not read."""
    return fichiers_de(dossier_des_cles()) if fait.contenu == CLES else medias()


def dossier_des_cles() -> Path:
    """Return where keys go. Raises `RestaurationRefusee` when there is no such folder."""
    if settings.KEYS_ROOT is None:
        raise RestaurationRefusee("Renseignez KEYS_ROOT (docs/variables.md) : ces clés n’ont pas de dossier où aller.")
    return Path(settings.KEYS_ROOT)


def _membres(archive: ArchiveARestaurer, fait: Manifeste) -> Iterator[tuple[str, Any]]:
    """Yield the members of an archive that was verified, and refuse it if it changed since."""
    with archive.ouverte() as flux:
        for nom, contenu in LectureDArchive(flux):
            yield nom, contenu
            contenu.jusqu_au_bout()
            if contenu.membre != fait.membres.get(nom):
                raise ArchiveRefusee(f"« {nom} » a changé depuis qu’il a été vérifié.")


def _base(archive: ArchiveARestaurer, fait: Manifeste) -> Generator[bytes, None, None]:
    for nom, contenu in _membres(archive, fait):
        if nom.startswith("base/"):
            yield contenu.read()
