"""Models of the base: accounts, media, navigation, search, the page every page descends from."""

from socle.models.cadre import VersionDesReperes
from socle.models.calendrier import AdresseDeCalendrier
from socle.models.contenu import ContenuTraduit
from socle.models.media import Rendition, SiteDocument, SiteImage
from socle.models.navigation import LienDeNavigation, LienDePied, Navigation
from socle.models.pages import BasePage, PlanDuSitePage
from socle.models.recherche import Mot, Occurrence, RechercheSansResultat, Synonyme, Trouvable
from socle.models.relecture import RelectureTask
from socle.models.saisie import SaisieDeposee
from socle.models.user import User

__all__ = [
    "AdresseDeCalendrier",
    "BasePage",
    "ContenuTraduit",
    "LienDeNavigation",
    "LienDePied",
    "Mot",
    "Navigation",
    "Occurrence",
    "PlanDuSitePage",
    "RechercheSansResultat",
    "RelectureTask",
    "Rendition",
    "SaisieDeposee",
    "SiteDocument",
    "SiteImage",
    "Synonyme",
    "Trouvable",
    "User",
    "VersionDesReperes",
]
