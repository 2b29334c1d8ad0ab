"""The status of many SIREN on a day: every one asked is answered, in the order asked."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from registre.public.connaissance.jour import Jours
from registre.public.verifier.porteurs import Porteur, porteurs_par_siren
from registre.siren import compacter, est_un_siren

MAXIMUM = 1000


@dataclass(frozen=True)
class StatutDeSiren:
    """What is known of one number: whether it is well formed, and the public status of the coop it leads to.

    `siren_actuel` is another when that coop changed number, `absorbee_…` are set when another absorbed it by the day.
    """

    siren: str
    siren_valide: bool
    statut: str | None = None
    nom: str | None = None
    numero_label: str | None = None
    retire_le: datetime.date | None = None
    siren_actuel: str | None = None
    membre_jusqu_au: datetime.date | None = None
    absorbee_le: datetime.date | None = None
    absorbee_par_siren: str | None = None
    absorbee_par_statut: str | None = None


def statuts_de(numeros: Iterable[str], jours: Jours) -> list[StatutDeSiren]:
    """Return the answer to each number, spaces ignored. The same queries whatever their number."""
    propres = [compacter(numero) for numero in numeros]
    cherches = {numero for numero in propres if numero.isascii() and numero.isdigit()}  # a database refuses some signs
    trouves = porteurs_par_siren(cherches, jours)
    return [
        StatutDeSiren(numero, est_un_siren(numero), **(_reponse(trouves[numero]) if numero in trouves else {}))
        for numero in propres
    ]


def _reponse(porteur: Porteur) -> dict[str, Any]:
    """The columns that a coop fills."""
    statut = porteur.periode.statut or None
    return {
        "statut": statut,
        "nom": porteur.nom,
        "numero_label": porteur.numero or None,
        "retire_le": porteur.periode.retire_le if statut else None,
    } | suites(porteur)


def suites(porteur: Porteur) -> dict[str, Any]:
    """Return where a coop's number leads, by the names that files and API have: its latest number, who absorbed it."""
    absorbante = porteur.absorbante
    return {
        "siren_actuel": porteur.siren_actuel,
        "membre_jusqu_au": porteur.membre_jusqu_au,
        "absorbee_le": porteur.absorbee_le,
        "absorbee_par_siren": absorbante.siren_actuel if absorbante else None,
        "absorbee_par_statut": (absorbante.periode.statut or None) if absorbante else None,
    }
