"""What the public log says of a coop's journal: the decisions on its labels, each as it reads. Pure.

Neither names of persons nor reasons: what is written here can never be taken back. A candidature is not there: that it
stopped would tell how it ended. Nor is what no decision makes, such as a label that lapses: its last day is in its
grant.
"""

from collections.abc import Sequence
from typing import Any

import rfc8785

from registre.etats import OCTROIS, SUR_UN_EVENEMENT, Operation
from registre.journal.acte import Acte
from registre.journal.charges import (
    Absorption,
    AbsorptionSubie,
    ChangementDIdentite,
    DecisionSurLabel,
    Depot,
    Inscription,
    Octroi,
)
from registre.journal.rejeu import en_vigueur

FORMAT = 1
SUR_UN_LABEL = frozenset({Operation.SUSPENDRE, Operation.LEVER_SUSPENSION, Operation.RETIRER})
PUBLIEES = OCTROIS | SUR_UN_LABEL | {Operation.ABSORBER, Operation.ETRE_ABSORBEE} | SUR_UN_EVENEMENT

Decision = dict[str, Any]


def decisions(actes: Sequence[Acte]) -> dict[int, Decision]:
    """Return the public decisions of a coop's journal, as corrected, by the rank of their event."""
    lus = en_vigueur(actes)
    dites = {acte.rang: _decision(acte, lus) for acte in lus}
    return {rang: decision for rang, decision in dites.items() if decision is not None}


def changements(actes: Sequence[Acte]) -> dict[int, Decision | None]:
    """Return what the last event, a correction or an annulment, did to public decisions: None for one that is void."""
    avant, apres = decisions(actes[:-1]), decisions(actes)
    return {rang: apres.get(rang) for rang in sorted(avant.keys() | apres.keys()) if avant.get(rang) != apres.get(rang)}


def en_octets(contenu: Decision) -> str:
    """Return a leaf as text: canonical JSON (RFC 8785)."""
    return rfc8785.dumps(contenu).decode()


def _decision(acte: Acte, lus: Sequence[Acte]) -> Decision | None:
    """What the log says of an event; None when it is no public decision on a label."""
    precisions = _precisions(acte, lus)
    if precisions is None:
        return None

    commun = {
        "operation": str(acte.operation.value),
        "siren": _siren(acte, lus),
        "decide_le": acte.decide_le.isoformat(),
        "prend_effet_le": acte.prend_effet_le.isoformat(),
    }
    return commun | precisions


def _precisions(acte: Acte, lus: Sequence[Acte]) -> Decision | None:
    """What is said of one kind of decision and of no other."""
    match acte.charge:
        case Octroi() as octroi:
            return _octroi(octroi) | _renouvele(octroi, lus)
        case Absorption(octroi=Octroi() as octroi) as repris:
            return _octroi(octroi) | {"ancien_numero": repris.ancien_numero, "siren_absorbe": repris.siren}
        case AbsorptionSubie(numero=numero) as subie if numero:
            suite = {"nouveau_numero": subie.nouveau_numero} if subie.nouveau_numero else {}
            return {"numero": numero, "sort": subie.sort, "siren_absorbant": subie.siren} | suite
        case DecisionSurLabel() as sur_label:
            return {"numero": sur_label.numero} | ({"seul": True} if sur_label.seul else {})
    return None


def _octroi(octroi: Octroi) -> Decision:
    return {
        "numero": octroi.numero,
        "valide_du": octroi.valide_du.isoformat(),
        "valide_jusqu_au": octroi.valide_jusqu_au.isoformat(),
        "engagements": [engagement.cle for engagement in octroi.engagements],
    } | ({"suspension": octroi.suspension} if octroi.suspension else {})


def _renouvele(octroi: Octroi, lus: Sequence[Acte]) -> Decision:
    """The number that a grant renews, said by the filing."""
    depots = (lu.charge for lu in lus if lu.rang == octroi.dossier and isinstance(lu.charge, Depot))
    return next(({"renouvelle": depot.renouvelle} for depot in depots if depot.renouvelle), {})


def _siren(acte: Acte, lus: Sequence[Acte]) -> str:
    """The coop's SIREN on the day of a decision, the first it had for one older than its last change."""
    siren = ""
    changements_de_siren = []

    for lu in lus:
        if isinstance(lu.charge, Inscription):
            siren = lu.charge.identite.siren
        if isinstance(lu.charge, ChangementDIdentite) and lu.charge.siren is not None:
            changements_de_siren.append((lu.prend_effet_le, lu.rang, lu.charge.siren))

    passes = [change for change in sorted(changements_de_siren) if change[0] <= acte.decide_le]
    return passes[-1][2] if passes else siren
