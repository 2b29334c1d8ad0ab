"""Files that no row names: what a process killed between its file and its row leaves on the disk.

A room declares the folders that are its own, with the models that name files there. No other folder is swept.
"""

import datetime

from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import timezone

REPIT = datetime.timedelta(hours=24)  # a file is written before its row: one that arrives right now is left alone

BROUILLONS = ".en-cours"  # what is being written (`socle.medias.stockage`): a row never names it

_DECLARES: dict[str, list[tuple[type[Model], str]]] = {BROUILLONS: []}


def declarer(dossier: str, modele: type[Model], champ: str = "fichier") -> None:
    """Add a folder of the storage, and a field that names its files. Called once, when the room is ready."""
    _DECLARES.setdefault(dossier, []).append((modele, champ))


def dossiers() -> tuple[str, ...]:
    """Return the folders that are swept."""
    return tuple(_DECLARES)


def orphelins() -> list[str]:
    """Return the files of these folders that no row names and that are a day old, by name. One query a model."""
    return [chemin for dossier in sorted(_DECLARES) for chemin in _de(dossier)]


def _de(dossier: str) -> list[str]:
    """Return those of one folder. Files are listed before rows are read: one that arrives between is named or young."""
    try:
        _dossiers, noms = default_storage.listdir(dossier)
    except FileNotFoundError:
        return []

    nommes: set[str] = set()
    for modele, champ in _DECLARES[dossier]:
        nommes.update(modele._base_manager.values_list(champ, flat=True))
    limite = timezone.now() - REPIT
    chemins = sorted({f"{dossier}/{nom}" for nom in noms} - nommes)
    return [chemin for chemin in chemins if _date_d_avant(chemin, limite)]


def _date_d_avant(chemin: str, limite: datetime.datetime) -> bool:
    """Tell whether a file is older than this moment; no for one that another machine has just swept."""
    try:
        return default_storage.get_modified_time(chemin) < limite
    except FileNotFoundError:
        return False


def effacer(chemins: list[str]) -> None:
    """Delete files that `orphelins` named."""
    for chemin in chemins:
        default_storage.delete(chemin)
