"""Models of the library of good practice."""

from bonnes_pratiques.models.bibliotheque import BibliothequePage
from bonnes_pratiques.models.etiquette import Etiquette, EtiquetteDeFiche
from bonnes_pratiques.models.fiche import FichePratique
from bonnes_pratiques.models.pieces import CooperativeDeFiche, ImageDeFiche, OutilDeFiche, Resultat
from bonnes_pratiques.models.projection import FicheIndexee
from bonnes_pratiques.models.reprise import Reprise
from bonnes_pratiques.models.theme import Theme

__all__ = [
    "BibliothequePage",
    "CooperativeDeFiche",
    "Etiquette",
    "EtiquetteDeFiche",
    "FicheIndexee",
    "FichePratique",
    "ImageDeFiche",
    "OutilDeFiche",
    "Reprise",
    "Resultat",
    "Theme",
]
