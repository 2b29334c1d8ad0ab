"""Models of the room of promotion: acts that deploy the Raison d'être, addresses where a label is shown."""

from registre.promotion.models.affichage import Affichage, Constat, FormeVue, LabelVu, ResultatDuConstat
from registre.promotion.models.deploiement import ChangementDeDeploiement, Deploiement, SorteDeChangement

__all__ = [
    "Affichage",
    "ChangementDeDeploiement",
    "Constat",
    "Deploiement",
    "FormeVue",
    "LabelVu",
    "ResultatDuConstat",
    "SorteDeChangement",
]
