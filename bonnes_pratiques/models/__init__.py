"""Models of the room: news, dates, the newsletter."""

from bonnes_pratiques.models.actualite import ActualitePage, ActualitesPage, EtiquetteActualite
from bonnes_pratiques.models.agenda import AgendaPage, NatureRendezVous, RendezVousPage
from bonnes_pratiques.models.lettre import LettreDInformation

__all__ = [
    "ActualitePage",
    "ActualitesPage",
    "AgendaPage",
    "EtiquetteActualite",
    "LettreDInformation",
    "NatureRendezVous",
    "RendezVousPage",
]
