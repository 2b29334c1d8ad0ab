"""Every write to the label's course, one verb each. Views, forms, admin and commands call these and nothing else.

Each takes `par` (who decides), `le` (the day it takes effect) and `motif` (why), locks the coop, runs in one
transaction, writes exactly one event, and raises `OperationRefusee` with messages fit to show.
"""

from registre.operations.correction import corriger
from registre.operations.ecriture import OperationRefusee
from registre.operations.instruction import (
    abandonner,
    declarer_admissible,
    declarer_complete,
    demander_complement,
    deposer,
    deposer_renouvellement,
    refuser,
)
from registre.operations.label import accorder_label, lever_suspension, renouveler, retirer, suspendre
from registre.operations.reprise import LabelHistorique, reprendre
from registre.operations.suivi import ReleveConsigne, consigner_point_etape, consigner_visite

__all__ = [
    "LabelHistorique",
    "OperationRefusee",
    "ReleveConsigne",
    "abandonner",
    "accorder_label",
    "consigner_point_etape",
    "consigner_visite",
    "corriger",
    "declarer_admissible",
    "declarer_complete",
    "demander_complement",
    "deposer",
    "deposer_renouvellement",
    "lever_suspension",
    "refuser",
    "renouveler",
    "reprendre",
    "retirer",
    "suspendre",
]
