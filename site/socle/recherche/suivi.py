"""Keeping the index in step: what changed in a transaction is read again, once, after it is committed."""

import logging
from threading import local
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models.signals import post_delete, post_save

from socle.recherche.genres import GenreInconnuError, genre
from socle.recherche.index import indexer

journal = logging.getLogger(__name__)
_attente = local()


def a_reindexer(nom: str, *objets: int) -> None:
    """Have these things of a kind read again after the transaction; without a key, all of the kind.

    A hundred calls in one transaction make one pass. A failure is logged and never undoes what was saved:
    `manage.py reindexer` mends it.
    """
    attendus: dict[str, set[int] | None] = _attente.__dict__.setdefault("genres", {})
    deja = attendus.get(nom, set())
    attendus[nom] = None if deja is None or not objets else deja | set(objets)

    # Once for each call: whichever savepoint is undone, one remains, and the first of them does all the work. What was
    # undone is read again too, which changes nothing.
    transaction.on_commit(_vider)


def _vider() -> None:
    attendus: dict[str, set[int] | None] = _attente.__dict__.pop("genres", {})
    for nom, objets in attendus.items():
        try:
            indexer(genre(nom), None if objets is None else sorted(objets))
        except (DatabaseError, GenreInconnuError):
            journal.exception("The index of the search is behind for %s: run manage.py reindexer", nom)


def suivre(nom: str, *modeles: type[models.Model]) -> None:
    """Read a thing again whenever it is saved or deleted, for kinds whose key is the model's own."""

    def relire(instance: models.Model, **_kwargs: Any) -> None:
        if instance.pk is not None:
            a_reindexer(nom, instance.pk)

    for modele in modeles:
        for signal in (post_save, post_delete):
            signal.connect(relire, sender=modele, weak=False, dispatch_uid=f"recherche {nom} {modele.__name__}")


def suivre_en_entier(nom: str, *modeles: type[models.Model]) -> None:
    """Read the whole kind again whenever one of these is saved or deleted: what its addresses or scopes depend on."""

    def tout_relire(**_kwargs: Any) -> None:
        a_reindexer(nom)

    for modele in modeles:
        for signal in (post_save, post_delete):
            signal.connect(tout_relire, sender=modele, weak=False, dispatch_uid=f"recherche {nom} {modele.__name__}")
