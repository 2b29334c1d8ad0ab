"""The files of the site, wherever they are: on a disk of this machine, or in a bucket that machines share."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from socle.medias.muet import sur_cette_machine
from socle.sauvegarde.fichiers import FichiersARestaurer, fichiers_de
from socle.sauvegarde.fichiers_partages import FichierPartage, FichiersPartagesARestaurer, fichiers_partages


def medias() -> Iterator[tuple[str, Path | FichierPartage]]:
    """Yield the files of the site with their names. Raises `StockageMuet`."""
    if sur_cette_machine():
        yield from fichiers_de(Path(settings.MEDIA_ROOT), sauf=settings.DRAWINGS_ROOT)
    else:
        yield from fichiers_partages()


def octets_de(fichier: Path | FichierPartage) -> int:
    """Return the size of one of them, unread."""
    return fichier.stat().st_size if isinstance(fichier, Path) else fichier.octets()


def medias_a_restaurer() -> FichiersARestaurer | FichiersPartagesARestaurer:
    """Return what puts other files in their place."""
    if sur_cette_machine():
        return FichiersARestaurer(Path(settings.MEDIA_ROOT), settings.FILE_UPLOAD_PERMISSIONS)
    return FichiersPartagesARestaurer()
