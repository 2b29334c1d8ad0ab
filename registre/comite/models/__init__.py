"""Members, sessions, agenda, conflicts, decisions, minutes, readings."""

from registre.comite.models.acces import AccesAuDossier
from registre.comite.models.decision import DecisionDeSeance, SensDeLaDecision
from registre.comite.models.membre import MembreDuComite
from registre.comite.models.note import NoteDePoint
from registre.comite.models.point import ConflitDInteret, NatureDePoint, OrigineDuConflit, PointALOrdreDuJour
from registre.comite.models.proces_verbal import AuteurDeNote, NoteAuProcesVerbal, ProcesVerbal
from registre.comite.models.regle import RegleDeQuorum
from registre.comite.models.reunion import EtatDeReunion, Presence, Reunion

__all__ = [
    "AccesAuDossier",
    "AuteurDeNote",
    "ConflitDInteret",
    "DecisionDeSeance",
    "EtatDeReunion",
    "MembreDuComite",
    "NatureDePoint",
    "NoteAuProcesVerbal",
    "NoteDePoint",
    "OrigineDuConflit",
    "PointALOrdreDuJour",
    "Presence",
    "ProcesVerbal",
    "RegleDeQuorum",
    "Reunion",
    "SensDeLaDecision",
]
