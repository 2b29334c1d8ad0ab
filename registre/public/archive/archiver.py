"""Writing the archive: everything in a folder beside, then one move. A folder that holds anything is left as it is."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registre.imports.avancement import MUET, Avancement
from registre.models import VersionDuRegistre
from registre.preuve.journal_public.etat import rupture_du_journal
from registre.public.archive import fichiers_de_donnees, fichiers_du_journal, pages
from registre.public.archive.empreintes import sceller
from registre.public.connaissance.jour import Jours

Fichiers = Iterable[tuple[str, bytes]]


class ArchiveImpossible(Exception):
    """Nothing was written. The message, in French, says why and what to do."""


@dataclass(frozen=True)
class Archive:
    """What was written: how many files, whether they are signed."""

    fichiers: int
    signee: bool


def archiver(dossier: Path, avancement: Avancement = MUET) -> Archive:
    """Write the register of today in this folder, made for it. Raises `ArchiveImpossible`, nothing then being left."""
    _exiger_un_dossier_libre(dossier)
    if rompu := rupture_du_journal():
        raise ArchiveImpossible(_("Rien n’est archivé : %s. Voir docs/operations.md.") % rompu)
    provisoire = dossier.with_name(f".{dossier.name}.en-cours")
    shutil.rmtree(provisoire, ignore_errors=True)

    try:
        with translation.override("fr"):
            archive = _ecrire(provisoire, avancement)
        provisoire.replace(dossier)  # an empty folder gives way, any other does not
    except OSError as faute:
        message = _("L’archive ne peut être écrite : %(raison)s.") % {"raison": faute.strerror}
        raise ArchiveImpossible(message) from faute
    finally:
        shutil.rmtree(provisoire, ignore_errors=True)
    return archive


def _ecrire(dossier: Path, avancement: Avancement) -> Archive:
    """Write every part, then the hashes of all. Raises `ArchiveImpossible` when the register changed meanwhile."""
    jours, avant = Jours(timezone.localdate()), _version()
    parties: list[tuple[str, Callable[[Jours], Any]]] = [
        (_("Données"), fichiers_de_donnees.fichiers),
        (_("Journal"), fichiers_du_journal.fichiers),
        (_("Pages"), pages.fichiers),
    ]

    ecrits = 0
    for quoi, partie in parties:
        nombre, fichiers = partie(jours)
        for nom, octets in avancement.suivre(quoi, fichiers, nombre):
            fichier = dossier / nom
            fichier.parent.mkdir(parents=True, exist_ok=True)
            fichier.write_bytes(octets)
            ecrits += 1

    if _version() != avant or timezone.localdate() != jours.au:
        raise ArchiveImpossible(_("Le registre a changé pendant l’archivage : relancez la commande."))
    return Archive(ecrits, sceller(dossier))


def _exiger_un_dossier_libre(dossier: Path) -> None:
    try:
        pris = dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir()))
    except OSError as faute:
        raise ArchiveImpossible(_("Le dossier %(dossier)s ne se lit pas.") % {"dossier": dossier}) from faute
    if pris:
        message = _("%(dossier)s existe et n’est pas vide : donnez un autre dossier, rien n’est jamais écrasé.")
        raise ArchiveImpossible(message % {"dossier": dossier})


def _version() -> int:
    return VersionDuRegistre.objects.filter(pk=1).values_list("numero", flat=True).first() or 0
