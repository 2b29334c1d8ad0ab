"""Models of the room of visits: a report, what was seen of each engagement, its photographs, who read it."""

from registre.visites.models.acces import AccesAuCompteRendu
from registre.visites.models.compte_rendu import CompteRenduDeVisite, ConstatDEngagement, Vu
from registre.visites.models.photo import DOSSIER_FERME, PhotoDeVisite

__all__ = ["DOSSIER_FERME", "AccesAuCompteRendu", "CompteRenduDeVisite", "ConstatDEngagement", "PhotoDeVisite", "Vu"]
