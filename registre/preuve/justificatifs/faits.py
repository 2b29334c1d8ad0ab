"""Which facts a credential vouches for: when one of them changes, what was signed of the former is revoked."""

import hashlib
from typing import Any

import rfc8785

from registre.lecture.label_du_jour import LabelDuJour


def faits_de(lu: LabelDuJour) -> str:
    """Return the hash of what a credential vouches for: number, bearer, days, and the engagements by number.

    A name is not among them: a coop that changes its name keeps a label that is true.
    """
    label = lu.label
    faits: dict[str, Any] = {
        "numero": label.numero,
        "siren": lu.identite.siren,
        "octroye_le": label.octroye_le.isoformat(),
        "valide_du": label.valide_du.isoformat(),
        "valide_jusqu_au": label.valide_jusqu_au.isoformat(),
        "engagements": sorted(octroye.numero for octroye in lu.engagements),
    }

    return hashlib.sha256(rfc8785.dumps(faits)).hexdigest()
