"""Models of the library of good practice."""

from bonnes_pratiques.models.bibliotheque import BibliothequePage
from bonnes_pratiques.models.brouillon import BrouillonDeFiche, SaisieDeposee, Televersement
from bonnes_pratiques.models.etiquette import Etiquette, EtiquetteDeFiche
from bonnes_pratiques.models.fiche import FichePratique
from bonnes_pratiques.models.pieces import CooperativeDeFiche, ImageDeFiche, OutilDeFiche, Resultat
from bonnes_pratiques.models.relecture import AccordDeLaCoopTask, RelectureDeFicheTask
from bonnes_pratiques.models.reprise import Reprise
from bonnes_pratiques.models.theme import Theme

__all__ = [
    "AccordDeLaCoopTask",
    "BibliothequePage",
    "BrouillonDeFiche",
    "CooperativeDeFiche",
    "Etiquette",
    "EtiquetteDeFiche",
    "FichePratique",
    "ImageDeFiche",
    "OutilDeFiche",
    "RelectureDeFicheTask",
    "Reprise",
    "Resultat",
    "SaisieDeposee",
    "Televersement",
    "Theme",
]
