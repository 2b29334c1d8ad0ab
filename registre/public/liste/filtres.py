"""What a reader asks of the register, read once from the address and written back in one order.

An unknown value of a known parameter is refused by a page that names it (`ParametreInvalide`); an unknown parameter
(the marks that newsletters add) is ignored; an empty one means nothing was asked.
"""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from registre.engagements.en_vigueur import EngagementsDeLEdition, numeros_de_toute_edition
from registre.etats import Statut
from registre.models import Metier
from registre.public.connaissance.jour import DERNIER_JOUR, PREMIER_JOUR, Jours, lire_connaissance, lire_jour
from registre.territoires import DEPARTEMENTS, REGIONS, departement_dit
from socle.adresses.parametres import (
    AbsentCeJourLa,
    ParametreInvalide,
    ecriture_permise,
    entier,
    nombre,
    nombre_parmi,
    parmi,
    plusieurs,
    recherche,
    seul,
)
from socle.adresses.parametres import page as lire_page
from socle.liste.question import Question
from socle.recherche.mots.ecritures import sans_points
from socle.recherche.mots.identifiants import identifiants, sans_identifiants
from socle.recherche.mots.normalisation import normaliser
from socle.textes.signes import entier_ou_rien

AUCUN, TOUTES = "aucun", "toutes"
STATUTS = (*Statut.values, AUCUN)
TRIS = ("nom", "statut", "fin", "octroi")
VUES = ("liste", "tableau", "carte")
TAILLES = (10, 25, 35)  # at 35, a page of the register keeps an EcoIndex of 80
PAR_PAGE = 35
DANS_UN_TABLEAU = 25  # whose rows take more elements than those of the list


@dataclass(frozen=True)
class Filtres(Question):
    """One question to the register. Empty values ask nothing; `au` is always a day, `connu_le` None is now."""

    FILTRES = ("q", "statut", "region", "departement", "axe", "engagement", "metier", "annee")
    ORDRE = (
        "q",
        "au",
        "connu_le",
        "statut",
        "region",
        "departement",
        "axe",
        "engagement",
        "metier",
        "annee",
        "tri",
        "vue",
        "par_page",
        "page",
    )

    au: datetime.date
    au_demande: bool = False
    q: str = ""
    statut: tuple[str, ...] = ()
    region: str = ""
    departement: str = ""
    axe: int | None = None
    engagement: tuple[int, ...] = ()
    metier: str = ""
    annee: int | None = None
    tri: str = "nom"
    vue: str = "liste"
    par_page: int = PAR_PAGE
    page: int = 1
    connu_le: datetime.date | None = None

    @classmethod
    def lire(cls, donnees: QueryDict, edition: EngagementsDeLEdition) -> Self:
        """Read the address. `edition` says which engagements exist on the day. Raises `ParametreInvalide`."""
        return cls(
            au=lire_jour(seul(donnees, "au")),
            au_demande=bool(seul(donnees, "au")),
            q=recherche(donnees),
            statut=_statuts(donnees),
            region=parmi(donnees, "region", REGIONS, _("Ce code de région n’existe pas.")),
            departement=_departement(donnees),
            axe=_axe(donnees, edition),
            engagement=_engagements(donnees, edition),
            metier=parmi(donnees, "metier", Metier.values, _("Ce métier n’est pas dans la liste.")),
            annee=_annee(donnees),
            tri=parmi(donnees, "tri", TRIS) or "nom",
            vue=parmi(donnees, "vue", VUES) or "liste",
            par_page=nombre_parmi(donnees, "par_page", TAILLES) or PAR_PAGE,
            page=lire_page(donnees),
            connu_le=lire_connaissance(seul(donnees, "connu_le")),
        )

    @property
    def lignes_par_page(self) -> int:
        """How many rows a page shows in this view."""
        return min(self.par_page, DANS_UN_TABLEAU) if self.vue == "tableau" else self.par_page

    @property
    def mots(self) -> tuple[str, ...]:
        """The words searched, as the projection writes them. Empty when the search holds no letter nor digit."""
        entiers = [entier.mot for entier in identifiants(self.q)]
        return (*entiers, *normaliser(sans_points(sans_identifiants(self.q))).split())

    @property
    def jours(self) -> Jours:
        """The two days of the question."""
        return Jours(self.au, self.connu_le)

    @property
    def rien_que_le_jour(self) -> Self:
        """Return the whole register on the same day, as known on the same, shown the same way."""
        return type(self)(
            self.au, self.au_demande, tri=self.tri, vue=self.vue, par_page=self.par_page, connu_le=self.connu_le
        )

    @property
    def meme_resultat(self) -> Self:
        """Return the question without what only arranges its result: equal for all that find the same coops."""
        return self.avec(au_demande=False, tri="nom", vue="liste", par_page=PAR_PAGE)

    def ecrire(self, nom: str) -> Any:
        """Return what the address says of a field: days are written YYYY-MM-DD, today by default is not."""
        if nom == "au":
            return self.au.isoformat() if self.au_demande else ""
        if nom == "connu_le":
            return self.connu_le.isoformat() if self.connu_le else ""
        return super().ecrire(nom)

    @property
    def du_jour(self) -> str:
        """The two days alone, as the address of a coop takes them; empty for today as known now."""
        jours = [(nom, valeur) for nom, valeur in self.parametres if nom in {"au", "connu_le"}]
        return f"?{urlencode(jours)}" if jours else ""


def _departement(donnees: QueryDict) -> str:
    dit = departement_dit(seul(donnees, "departement"))
    return ecriture_permise("departement", dit, DEPARTEMENTS, _("Ce département n’existe pas."))


def _annee(donnees: QueryDict) -> int | None:
    annee = nombre(donnees, "annee")
    if annee is not None and not PREMIER_JOUR.year <= annee <= DERNIER_JOUR.year:
        raise ParametreInvalide("annee", _("Le registre répond pour les années 1900 à 2199."))
    return annee


def _statuts(donnees: QueryDict) -> tuple[str, ...]:
    permis = (*STATUTS, TOUTES)

    def lire(texte: str) -> str:
        if texte.lower() not in permis:
            raise ParametreInvalide(
                "statut", _("Les statuts possibles sont : %(liste)s.") % {"liste": ", ".join(permis)}
            )
        return texte.lower()

    choisis = plusieurs(donnees, "statut", lire, permis)
    return (TOUTES,) if TOUTES in choisis else choisis


def _axe(donnees: QueryDict, edition: EngagementsDeLEdition) -> int | None:
    try:
        return nombre_parmi(donnees, "axe", edition.axes)
    except ParametreInvalide as faute:
        if entier_ou_rien(seul(donnees, "axe")) in numeros_de_toute_edition()[1]:
            raise AbsentCeJourLa(faute.parametre, faute.message) from faute
        raise


def _engagements(donnees: QueryDict, edition: EngagementsDeLEdition) -> tuple[int, ...]:
    def lire(texte: str) -> int:
        numero = entier("engagement", texte)
        if numero not in edition.numeros:
            message = _("L’engagement %(numero)s n’existe pas dans l’édition en vigueur à cette date.")
            ailleurs = numero in numeros_de_toute_edition()[0]
            raise (AbsentCeJourLa if ailleurs else ParametreInvalide)("engagement", message % {"numero": numero})
        return numero

    return plusieurs(donnees, "engagement", lire, sorted(edition.numeros))
