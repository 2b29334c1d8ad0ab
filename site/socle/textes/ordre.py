"""French order for what people read: Écoute before zèle, Île-de-France at I, the same on both databases."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Func, QuerySet
from django.db.models.constants import LOOKUP_SEP

from socle.recherche.mots.normalisation import normaliser

FONCTION_SQLITE = "CLE_FRANCAISE"
APRES_LE_NOM = "\x01"  # before any letter: of two names alike but for accents, the text itself decides


def cle_francaise(texte: str | None) -> str:
    """Return what to compare of a text: letters and figures, whatever their case and accents, then the text itself."""
    return f"{normaliser(texte or '')}{APRES_LE_NOM}{texte or ''}"


class EnFrancais(Func):
    """A column of text as French orders it, for `order_by`."""

    arity = 1
    output_field = models.CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **contexte: Any) -> Any:
        """Compare by `cle_francaise`, which each connection knows."""
        return self.as_sql(compiler, connection, function=FONCTION_SQLITE, **contexte)

    def as_postgresql(self, compiler: Any, connection: Any, **contexte: Any) -> Any:
        """Compare by the language's own collation."""
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "fr-x-icu"', **contexte)


def donner_la_fonction(connection: Any, **_kwargs: Any) -> None:
    """Teach a new SQLite connection the French order."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FONCTION_SQLITE, 1, cle_francaise, deterministic=True)


def en_ordre_francais(lignes: QuerySet[Any]) -> QuerySet[Any]:
    """Return the same rows in the same order, its columns of text compared as French does."""
    demande = lignes.query.order_by or (lignes.model._meta.ordering if lignes.query.default_ordering else ())
    return lignes.order_by(*_traduites(lignes.model, demande))


def _traduites(modele: type[models.Model], demande: Any) -> Iterator[Any]:
    for colonne in demande:
        nom = colonne.removeprefix("-") if isinstance(colonne, str) else ""
        if not nom or not _est_un_texte(modele, nom):
            yield colonne
        elif colonne.startswith("-"):
            yield EnFrancais(nom).desc()
        else:
            yield EnFrancais(nom).asc()


def _est_un_texte(modele: Any, chemin: str) -> bool:
    """Whether a path leads to a column of free text: neither a choice, nor something computed."""
    *etapes, dernier = chemin.split(LOOKUP_SEP)
    try:
        for etape in etapes:
            modele = modele._meta.get_field(etape).related_model
        champ = modele._meta.get_field(dernier)
    except (FieldDoesNotExist, AttributeError):
        return False
    return isinstance(champ, models.CharField | models.TextField) and not champ.choices
