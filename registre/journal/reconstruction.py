"""Making rows those of the journal again, and naming the coops whose rows are not."""

from collections.abc import Iterable

from django.db import transaction

from registre.ecriture import lot
from registre.operations.identite import inscrire_au


def reconstruire(cooperative_ids: Iterable[int]) -> None:
    """Write the facts and flat rows of these coops again from their journals, each locked; what agrees is left."""
    with lot() as ecriture:
        ids = list(cooperative_ids)
        ecriture.precharger(ids)
        for pk in ids:
            flux = ecriture.flux(pk)
            if not flux.actes:  # saved by a process that stopped before its inscription
                inscrire_au(flux, flux.cooperative, par=None)
            flux.a_projeter = True


def ecarts(cooperative_ids: Iterable[int]) -> list[str]:
    """Return the names of the coops whose rows do not say what their journals do; empty when all do. Writes nothing."""
    with transaction.atomic():
        with lot() as ecriture:
            ids = list(cooperative_ids)
            ecriture.precharger(ids)
            sans_journal = {pk for pk in ids if not ecriture.flux(pk).actes}
            for pk in set(ids) - sans_journal:
                ecriture.flux(pk).a_projeter = True
        noms = {flux.cooperative.pk: flux.cooperative.nom for flux in ecriture.flux_lus.values()}
        transaction.set_rollback(True)

    return sorted(noms[pk] for pk in ecriture.changees | sans_journal)
