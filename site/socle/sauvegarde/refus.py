"""Why nothing was backed up or restored: in French, for whoever typed the command."""

import errno

from socle.medias.muet import StockageMuet


class SauvegardeImpossible(Exception):
    """Nothing that passes for a backup was written."""


class RestaurationRefusee(Exception):
    """Nothing was changed, unless the message says so."""


class ArchiveRefusee(RestaurationRefusee):
    """The archive is not whole, not ours, or not read with this identity; the message names the member when one is."""


def raison(faute: OSError) -> str:
    """Return in French what the system says of a file that cannot be written or read."""
    if isinstance(faute, StockageMuet):
        return "le dépôt des fichiers (S3_ENDPOINT) ne répond pas, ou refuse ; le journal du site dit pourquoi"
    if faute.errno in (errno.ENOSPC, errno.EDQUOT):
        return "il n’y a plus de place sur le disque"
    return faute.strerror or str(faute)
