"""Writing the flat register from nothing: what it says, and all it said before, from the days events were recorded.

Its tables are derived, so a migration may drop them: whoever has a journal and no period gets them back after it.
"""

import datetime
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from registre.ecriture import Flux, lot
from registre.ecriture.moment import jour_de
from registre.journal.histoire import Histoire
from registre.journal.rejeu import rejouer
from registre.models import Cooperative, Evenement, PeriodeDeStatut

PAR_LOT = 200


def rebatir_ce_qui_manque(using: str, **_kwargs: Any) -> None:
    """Write what is and was known of every coop of which nothing is: after a migration that dropped those tables."""
    if using != DEFAULT_DB_ALIAS or not _tables_presentes(using):
        return

    sans = Cooperative.objects.exclude(pk__in=PeriodeDeStatut._base_manager.order_by().values("cooperative"))
    cles = list(
        sans.filter(pk__in=Evenement.objects.order_by().values("cooperative"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )

    if cles and _a_jour(using):
        for debut in range(0, len(cles), PAR_LOT):
            rebatir(cles[debut : debut + PAR_LOT])


def rebatir(cooperative_ids: list[int]) -> None:
    """Write the flat register of coops that have none of it, day of record after day of record."""
    with lot() as ecriture:
        ecriture.precharger(cooperative_ids)
        for pk in cooperative_ids:
            flux = ecriture.flux(pk)
            flux.etapes = etapes_de(flux)


def etapes_de(flux: Flux) -> dict[datetime.date, Histoire]:
    """Return what was known of a coop at the end of each day on which something was recorded about it."""
    jours = [(jour, len(list(actes))) for jour, actes in groupby(flux.actes, lambda acte: jour_de(acte.enregistre_le))]
    etapes, lus = {}, 0
    for jour, nombre in jours:
        lus += nombre
        etapes[jour] = rejouer(flux.actes[:lus])
    return etapes


def _tables_presentes(using: str) -> bool:
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return {modele._meta.db_table for modele in (Cooperative, Evenement, PeriodeDeStatut)} <= tables


def _a_jour(using: str) -> bool:
    """Whether no migration is left: rows are written with the models of today."""
    executeur = MigrationExecutor(connections[using])
    return not executeur.migration_plan(executeur.loader.graph.leaf_nodes())
