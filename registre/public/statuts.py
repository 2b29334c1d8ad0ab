"""The status of many SIREN on a day: every one asked is answered, in the order asked."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum.fr import siren as stdnum_siren

from registre.models import PeriodeDeStatut

MAXIMUM = 1000


@dataclass(frozen=True)
class StatutDeSiren:
    """What is known of one number: whether it is well formed, and the public status of the coop that bears it."""

    siren: str
    siren_valide: bool
    statut: str | None = None
    nom: str | None = None
    numero_label: str | None = None


def statuts_de(numeros: Iterable[str], au: datetime.date) -> list[StatutDeSiren]:
    """Return the answer to each number, spaces ignored. One query whatever their number."""
    propres = [stdnum_siren.compact(numero) for numero in numeros]
    periodes = PeriodeDeStatut.objects.filter(cooperative__siren__in=set(propres), du__lte=au, jusqu_au__gte=au)
    par_siren = {
        siren: (statut or None, nom, numero)
        for siren, statut, nom, numero in periodes.values_list(
            "cooperative__siren", "statut", "cooperative__nom", "label__numero"
        )
    }
    reponses = []
    for numero in propres:
        statut, nom, label = par_siren.get(numero, (None, None, None))
        reponses.append(StatutDeSiren(numero, stdnum_siren.is_valid(numero), statut, nom, label if statut else None))
    return reponses
