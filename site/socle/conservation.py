"""How long what people leave here is kept. Every period is below, or in the settings that its `duree` reads.

`manage.py appliquer_conservation` forgets by it, and the page « Données personnelles » says it: neither has another
list.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext

RECHERCHES_JOURS = 90
SAISIES_JOURS = 15
INVITATIONS_MOIS = 12
CALENDRIERS_MOIS = 12  # an address that no program reads any more is a door left open
VISITES_MOIS = 12  # of a report of a visit that nobody confirmed
AVIS_MOIS = 12  # of how an expert was reached, after the last day to answer
RAPPELS_MOIS = 24  # what was said is read again at the mid-term point, eighteen months on
BROUILLONS_DE_POINT_MOIS = 12  # twice what parts two points


def en_jours(jours: int) -> str:
    """Return a period of days in words."""
    return ngettext("%(n)s jour", "%(n)s jours", jours) % {"n": jours}


def en_mois(mois: int) -> str:
    """Return a period of months in words."""
    return ngettext("%(n)s mois", "%(n)s mois", mois) % {"n": mois}


def debut_du_jour(jour: datetime.date) -> datetime.datetime:
    """Return midnight in Paris, where this day begins."""
    return timezone.make_aware(datetime.datetime.combine(jour, datetime.time.min))


def supprimer(lignes: QuerySet[Any]) -> int:
    """Delete these rows and what hangs on them; return how many of these rows there were."""
    nombre = lignes.count()
    lignes.delete()
    return nombre


@dataclass(frozen=True)
class Oubli:
    """One kind of rows: what it is, for how long it is kept, which rows are to be forgotten on a day, and how."""

    nom: str | Promise
    duree: Callable[[], str | Promise]
    vises: Callable[[datetime.date], QuerySet[Any]]
    effacer: Callable[[QuerySet[Any]], int] = supprimer

    def appliquer(self, au: datetime.date, *, simulation: bool = False) -> int:
        """Forget what is past its period on `au`; return how many rows. A simulation counts the same ones only."""
        if simulation:
            return self.vises(au).count()
        with transaction.atomic():
            return self.effacer(self.vises(au))


_OUBLIS: list[Oubli] = []


def declarer(*oublis: Oubli) -> None:
    """Add what a room keeps for a time. Called once, when the room is ready."""
    _OUBLIS.extend(oublis)


def oublis() -> tuple[Oubli, ...]:
    """Return every kind, that of the lowest room first."""
    return tuple(_OUBLIS)
