"""A storage that does not answer: one exception, whatever library said so, and what is done about it."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, default_storage
from django.utils.translation import gettext_lazy as _

journal = logging.getLogger(__name__)

PHRASE = _(
    "Le dépôt des fichiers ne répond pas : ce fichier n’a pas été gardé, et rien d’autre n’est perdu. Réessayez dans "
    "quelques minutes."
)
TEMOIN = ".essai"  # asked for, never written


class StockageMuet(OSError):
    """The storage did not answer in time, or refused. The message is for the log; people are told `PHRASE`."""


def exiger_un_stockage(stockage: Storage = default_storage) -> None:
    """Raise `ValidationError` when files cannot be kept now: said on the form, before anything is written."""
    try:
        stockage.exists(TEMOIN)
    except StockageMuet as muet:
        raise ValidationError(PHRASE, code="stockage_muet") from muet


def effacer_au_mieux(stockage: Any, nom: str) -> None:
    """Delete a file that no row names any more. One that cannot be is left to the log, and to `orphelins`."""
    try:
        stockage.delete(nom)
    except StockageMuet:
        journal.exception("A file that nothing names any more was not deleted: %s", nom)


def sur_cette_machine(stockage: Storage = default_storage) -> bool:
    """Whether files are on a disk of this machine, where nginx can give them."""
    try:
        stockage.path(TEMOIN)
    except NotImplementedError:
        return False
    return True
