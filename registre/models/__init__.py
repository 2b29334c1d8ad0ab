"""Models of the register. The lifecycle's rows are written by `registre.operations` only."""

from registre.etats import NaturePoint, Operation
from registre.models.adresse import AncienneAdresse
from registre.models.candidature import Candidature, EngagementPris
from registre.models.comite import DispenseDePoint, PointEtape, SeanceComite, SignatureManifeste
from registre.models.cooperative import Cooperative, FormeJuridique, Metier
from registre.models.evenement import (
    AuteurDEvenement,
    Evenement,
    JournalInalterable,
    VerificationDuJournal,
    VersionDuRegistre,
)
from registre.models.identite import IdentiteDeCooperative
from registre.models.indicateur import ActionPrevue, Indicateur, Releve
from registre.models.label import CompteurDeLabels, EngagementOctroye, Label, Suspension
from registre.models.membre import Invitation, Membre, Role
from registre.models.pages import RegistrePage
from registre.models.presentation import PresentationCooperative
from registre.models.projection import LabelConnu, MotDeCooperative, PeriodeDeStatut, RangEngagement

__all__ = [
    "ActionPrevue",
    "AncienneAdresse",
    "AuteurDEvenement",
    "Candidature",
    "CompteurDeLabels",
    "Cooperative",
    "DispenseDePoint",
    "EngagementOctroye",
    "EngagementPris",
    "Evenement",
    "FormeJuridique",
    "IdentiteDeCooperative",
    "Indicateur",
    "Invitation",
    "JournalInalterable",
    "Label",
    "LabelConnu",
    "Membre",
    "Metier",
    "MotDeCooperative",
    "NaturePoint",
    "Operation",
    "PeriodeDeStatut",
    "PointEtape",
    "PresentationCooperative",
    "RangEngagement",
    "RegistrePage",
    "Releve",
    "Role",
    "SeanceComite",
    "SignatureManifeste",
    "Suspension",
    "VerificationDuJournal",
    "VersionDuRegistre",
]
