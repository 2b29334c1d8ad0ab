"""Giving their leaves to events recorded before the public log was, or by a program that did not know it.

Leaves only come in the order of events: those after the last one that has a leaf are read, the others are done.
"""

from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from registre.ecriture import lot
from registre.models import Evenement
from registre.preuve.journal_public.ajout import ajouter_au_journal_public
from registre.preuve.journal_public.decisions import PUBLIEES
from registre.preuve.models import FeuilleDuJournal

PAR_LOT = 1000


def rattraper() -> int:
    """Add the leaves that are missing, and return how many. Memory stays flat; a killed one goes on from there."""
    ajoutees, dernier = 0, _dernier_evenement()

    while True:
        with lot():
            dernier = max(dernier, _dernier_evenement())
            suivants = Evenement.objects.filter(pk__gt=dernier, operation__in=PUBLIEES).select_related("cooperative")
            evenements = list(suivants.order_by("pk")[:PAR_LOT])
            if not evenements:
                return ajoutees

            lus = Evenement.objects.filter(cooperative__in={e.cooperative_id for e in evenements})
            ordonnes = lus.select_related("seance").order_by("cooperative", "rang")
            actes = {
                pk: [evenement.acte for evenement in suite]
                for pk, suite in groupby(ordonnes, key=lambda e: e.cooperative_id)
            }
            ajoutees += ajouter_au_journal_public(evenements, actes)
            dernier = evenements[-1].pk


def rattraper_apres_migration(using: str, **_kwargs: Any) -> None:
    """After migrations: give the journal its leaves, once the tables are those of today."""
    if using != DEFAULT_DB_ALIAS:
        return
    executeur = MigrationExecutor(connections[using])
    if not executeur.migration_plan(executeur.loader.graph.leaf_nodes()):
        rattraper()


def _dernier_evenement() -> int:
    """The key of the last event that has a leaf, 0 for none."""
    return FeuilleDuJournal.objects.order_by("-indice").values_list("evenement_id", flat=True).first() or 0
