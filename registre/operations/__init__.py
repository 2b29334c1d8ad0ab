"""Every write to the register, one verb each. Views, forms, admin and commands call these and nothing else.

Each takes `par` (who decides), `le` (the day it takes effect) and `motif` (why), runs in a lot (`registre.ecriture`),
adds exactly one event to the journal of each coop it is about, and raises `OperationRefusee` with messages fit to show.
A key that names no row raises the model's `DoesNotExist`.

Those whose name ends in `_au` work in a journal already open.
"""

from registre.ecriture import OperationRefusee
from registre.operations.absorption import absorber
from registre.operations.correction import annuler, corriger, corriger_motif
from registre.operations.dispense import dispenser
from registre.operations.identite import (
    changer_siren,
    demenager,
    inscrire,
    quitter,
    renommer,
    revenir,
    transformer,
)
from registre.operations.instruction import (
    abandonner,
    declarer_admissible,
    declarer_complete,
    demander_complement,
    deposer,
    deposer_renouvellement,
    refuser,
)
from registre.operations.label import accorder_label, renouveler
from registre.operations.maintien import lever_suspension, retirer, suspendre
from registre.operations.reprise import LabelHistorique, reprendre
from registre.operations.suivi import ReleveConsigne, consigner_point_etape, consigner_visite

__all__ = [
    "LabelHistorique",
    "OperationRefusee",
    "ReleveConsigne",
    "abandonner",
    "absorber",
    "accorder_label",
    "annuler",
    "changer_siren",
    "consigner_point_etape",
    "consigner_visite",
    "corriger",
    "corriger_motif",
    "declarer_admissible",
    "declarer_complete",
    "demander_complement",
    "demenager",
    "deposer",
    "deposer_renouvellement",
    "dispenser",
    "inscrire",
    "lever_suspension",
    "quitter",
    "refuser",
    "renommer",
    "renouveler",
    "reprendre",
    "retirer",
    "revenir",
    "suspendre",
    "transformer",
]
