"""Files of dossiers that no row names: what a process killed between its file and its row leaves on the disk."""

import datetime

from django.core.files.storage import default_storage
from django.utils import timezone

from registre.dossier.models import PieceDeDossier
from registre.dossier.models.piece import DOSSIER_FERME

REPIT = datetime.timedelta(hours=24)  # a file is written before its row: one that arrives right now is left alone


def fichiers_sans_piece() -> list[str]:
    """Return the files of the dossiers' folder that no piece names and that are a day old, by name."""
    try:
        _dossiers, noms = default_storage.listdir(DOSSIER_FERME)
    except FileNotFoundError:
        return []

    nommes = set(PieceDeDossier.objects.values_list("fichier", flat=True))
    limite = timezone.now() - REPIT
    chemins = sorted({f"{DOSSIER_FERME}/{nom}" for nom in noms} - nommes)
    return [chemin for chemin in chemins if default_storage.get_modified_time(chemin) < limite]


def effacer(chemins: list[str]) -> None:
    """Delete these files of the dossiers' folder."""
    for chemin in chemins:
        default_storage.delete(chemin)
