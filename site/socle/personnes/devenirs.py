"""Every column that leads to an account or holds an e-mail address, and what becomes of it when a person leaves.

Each room says it of its own, when it is ready. A column that nobody spoke for is found by a test, and refused by the
export and the erasure: `LiensSansDevenir`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatch
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from socle.models import User


class Devenir(Enum):
    PART = "part"  # the row goes: it is about the person
    DETACHE = "detache"  # the row stays, the person leaves it
    RESTE = "reste"  # not a person's address: whoever keeps that page changes it


class LiensSansDevenir(Exception):
    """A column leads to people, and no room said what becomes of it."""


@dataclass(frozen=True)
class LienDePersonne:
    """One such column. `devenir` is what its room said of it."""

    modele: type[models.Model]
    champ: Any
    devenir: Devenir

    @property
    def cle(self) -> str:
        return nom_du_champ(self.champ)

    @property
    def est_un_courriel(self) -> bool:
        """Whether it holds an address, and not an account."""
        return isinstance(self.champ, models.EmailField)

    def lignes(self, compte: User) -> QuerySet[Any]:
        """Return the rows where this account, or its address, stands; in a set order."""
        nom = self.champ.name
        condition: Any = {f"{nom}__iexact": compte.email} if self.est_un_courriel else {nom: compte}
        return self.modele._base_manager.filter(**condition).order_by("pk")


_DEVENIRS: dict[str, Devenir] = {}


def declarer(devenir: Devenir, *noms: str) -> None:
    """Say what becomes of these columns: "app.Model.field". A star stands for what every model of that kind has."""
    _DEVENIRS.update(dict.fromkeys(noms, devenir))


def declares() -> set[str]:
    """Return every name that a room spoke for."""
    return set(_DEVENIRS)


def nom_du_champ(champ: Any) -> str:
    """Return the name of a column, as rooms write it."""
    return f"{champ.model._meta.label}.{champ.name}"


def champs() -> Iterator[Any]:
    """Yield each column of the database that leads to an account, or holds an e-mail address."""
    for modele in apps.get_models(include_auto_created=True):
        if modele._meta.proxy or not modele._meta.managed:
            continue
        for champ in modele._meta.local_fields:
            vers = champ.remote_field.model if champ.remote_field else None
            if vers is User or isinstance(champ, models.EmailField):
                yield champ


def liens() -> list[LienDePersonne]:
    """Return every such column, by name. Raises `LiensSansDevenir` for one that nobody spoke for."""
    trouves, oublies = [], []
    for champ in champs():
        nom = nom_du_champ(champ)
        motif = nom if nom in _DEVENIRS else next((m for m in _DEVENIRS if fnmatch(nom, m)), None)
        if motif is None:
            oublies.append(nom)
        else:
            trouves.append(LienDePersonne(champ.model, champ, _DEVENIRS[motif]))

    if oublies:
        raise LiensSansDevenir(", ".join(sorted(oublies)))
    return sorted(trouves, key=lambda lien: lien.cle)
