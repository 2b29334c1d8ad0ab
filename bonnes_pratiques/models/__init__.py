"""Models of the room: practice sheets and what they hold, news, dates, the newsletter."""

from bonnes_pratiques.models.actualite import ActualitePage, ActualitesPage, EtiquetteActualite
from bonnes_pratiques.models.agenda import AgendaPage, NatureRendezVous, RendezVousPage
from bonnes_pratiques.models.bibliotheque import BibliothequePage
from bonnes_pratiques.models.brouillon import BrouillonDeFiche, Televersement
from bonnes_pratiques.models.calendrier import RevisionDeCalendrier
from bonnes_pratiques.models.etiquette import Etiquette, EtiquetteDeFiche
from bonnes_pratiques.models.fiche import FichePratique
from bonnes_pratiques.models.lettre import LettreDInformation
from bonnes_pratiques.models.origine import OrigineDeFiche
from bonnes_pratiques.models.pieces import CooperativeDeFiche, ImageDeFiche, OutilDeFiche, Resultat
from bonnes_pratiques.models.projection import FicheIndexee
from bonnes_pratiques.models.relecture import AccordDeLaCoopTask, RelectureDeFicheTask
from bonnes_pratiques.models.reprise import Reprise
from bonnes_pratiques.models.theme import Theme

__all__ = [
    "AccordDeLaCoopTask",
    "ActualitePage",
    "ActualitesPage",
    "AgendaPage",
    "BibliothequePage",
    "BrouillonDeFiche",
    "CooperativeDeFiche",
    "Etiquette",
    "EtiquetteActualite",
    "EtiquetteDeFiche",
    "FicheIndexee",
    "FichePratique",
    "ImageDeFiche",
    "LettreDInformation",
    "NatureRendezVous",
    "OrigineDeFiche",
    "OutilDeFiche",
    "RelectureDeFicheTask",
    "RendezVousPage",
    "Reprise",
    "Resultat",
    "RevisionDeCalendrier",
    "Televersement",
    "Theme",
]
