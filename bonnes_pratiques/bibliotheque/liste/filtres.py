"""What a reader asks of the library, read once from the address and written back in one order."""

from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from bonnes_pratiques.bibliotheque.referentiels import Referentiels
from bonnes_pratiques.fiches.etats import Stade
from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.models import Metier
from registre.models.indicateur import Preuve
from registre.territoires import DEPARTEMENTS, REGIONS, departement_dit
from socle.adresses.parametres import (
    ParametreInvalide,
    ecriture_permise,
    entier,
    nombre_parmi,
    page,
    parmi,
    plusieurs,
    recherche,
    seul,
)
from socle.liste.question import Question

FRANCE = "france"  # the sheets that hold everywhere, beside the regions
TRIS = ("pertinence", "recent", "reprises")
TAILLES = (10, 20)  # at 20, a page of the library keeps an EcoIndex of 80
PAR_PAGE = 20


@dataclass(frozen=True)
class FiltresDeFiches(Question):
    """One question to the library. Empty values ask nothing; a filter of several values takes any of them."""

    FILTRES = ("q", "engagement", "axe", "theme", "metier", "region", "departement", "stade", "preuve", "etiquette")
    ORDRE = (*FILTRES, "tri", "par_page", "page")

    q: str = ""
    engagement: tuple[int, ...] = ()
    axe: int | None = None
    theme: str = ""
    metier: str = ""
    region: str = ""
    departement: str = ""
    stade: tuple[str, ...] = ()
    preuve: tuple[str, ...] = ()
    etiquette: str = ""
    tri: str = ""
    par_page: int = PAR_PAGE
    page: int = 1

    @classmethod
    def lire(cls, donnees: QueryDict, lus: Referentiels) -> Self:
        """Read the address. `lus` says which engagements, themes and tags exist. Raises `ParametreInvalide`."""
        return cls(
            q=recherche(donnees),
            engagement=_engagements(donnees, lus.edition),
            axe=nombre_parmi(donnees, "axe", lus.edition.axes),
            theme=parmi(donnees, "theme", lus.themes.par_cle, _("Ce thème n’existe pas.")),
            metier=parmi(donnees, "metier", Metier.values, _("Ce métier n’est pas dans la liste.")),
            region=parmi(donnees, "region", (FRANCE, *REGIONS), _("Ce code de région n’existe pas.")),
            departement=_departement(donnees),
            stade=_choix(donnees, "stade", Stade.values),
            preuve=_choix(donnees, "preuve", Preuve.values),
            etiquette=parmi(donnees, "etiquette", lus.etiquettes.noms, _("Cette étiquette n’existe pas.")),
            tri=parmi(donnees, "tri", TRIS),
            par_page=nombre_parmi(donnees, "par_page", TAILLES) or PAR_PAGE,
            page=page(donnees),
        )

    @property
    def ordre(self) -> str:
        """The order in use: by relevance when words are searched, else the newest first."""
        demande = self.tri or TRIS[0]
        return "recent" if demande == "pertinence" and not self.q else demande

    @property
    def sans_filtre(self) -> Self:
        """Return the whole library, shown the same way."""
        return type(self)(tri=self.tri, par_page=self.par_page)

    @property
    def seuls_filtres(self) -> Self:
        """Return the same sheets, whatever the order and the page: what a feed is asked."""
        return replace(self, tri="", par_page=PAR_PAGE, page=1)


def _departement(donnees: QueryDict) -> str:
    dit = departement_dit(seul(donnees, "departement"))
    return ecriture_permise("departement", dit, DEPARTEMENTS, _("Ce département n’existe pas."))


def _choix(donnees: QueryDict, nom: str, permis: list[str]) -> tuple[str, ...]:
    return plusieurs(donnees, nom, lambda texte: ecriture_permise(nom, texte, permis), permis)


def _engagements(donnees: QueryDict, edition: EngagementsDeLEdition) -> tuple[int, ...]:
    def lire(texte: str) -> int:
        numero = entier("engagement", texte)
        if numero not in edition.numeros:
            message = _("L’engagement %(numero)s n’existe pas dans l’édition en vigueur.")
            raise ParametreInvalide("engagement", message % {"numero": numero})
        return numero

    return plusieurs(donnees, "engagement", lire, sorted(edition.numeros))
