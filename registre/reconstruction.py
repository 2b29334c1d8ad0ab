"""Making rows those of the journal again, and naming the coops whose rows are not."""

from collections.abc import Iterable

from django.db import transaction

from registre.ecriture import lot
from registre.models import Cooperative
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
            for pk in ids:
                ecriture.flux(pk).a_projeter = True
        transaction.set_rollback(True)
    return list(Cooperative.objects.filter(pk__in=ecriture.changees).order_by("nom").values_list("nom", flat=True))
