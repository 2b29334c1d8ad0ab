"""The facets as the page shows them: each choice with its number of coops, chosen or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from registre.models import Metier
from registre.public.liste.edition import EngagementsDeLEdition
from registre.public.liste.facettes import Comptes
from registre.public.liste.filtres import AUCUN, STATUTS, Filtres
from registre.public.liste.phrases import TITRES_DE_STATUT
from registre.territoires import DEPARTEMENTS, REGIONS
from socle.textes.ordre import cle_francaise

MILLE = 1000


@dataclass(frozen=True)
class Choix:
    """One value of a facet, and how many coops it would show."""

    valeur: str
    texte: str
    nombre: int
    choisi: bool

    @property
    def libelle(self) -> str:
        """Its words and its number of coops, "Occitanie (1 250)"."""
        grand = self.nombre >= MILLE
        return f"{self.texte} ({number_format(self.nombre, force_grouping=True) if grand else self.nombre})"


@dataclass(frozen=True)
class AxeAuChoix:
    """An axis and its engagements, as choices; `classe` gives its colour."""

    classe: str
    titre: str
    engagements: tuple[Choix, ...]


@dataclass(frozen=True)
class Facettes:
    """Everything one may filter by."""

    statuts: tuple[Choix, ...]
    regions: tuple[Choix, ...]
    departements: tuple[Choix, ...]
    axes: tuple[Choix, ...]
    engagements: tuple[AxeAuChoix, ...]
    metiers: tuple[Choix, ...]
    annees: tuple[Choix, ...]


def facettes(filtres: Filtres, edition: EngagementsDeLEdition, comptes: Comptes) -> Facettes:
    """Return the choices of each facet: those that would show a coop, and those chosen whatever they show."""
    return Facettes(
        statuts=tuple(
            Choix(
                statut,
                str(TITRES_DE_STATUT[statut]),
                comptes.statuts.get("" if statut == AUCUN else statut, 0),
                statut in filtres.statut,
            )
            for statut in STATUTS
        ),
        regions=utiles(sorted(REGIONS.items(), key=_nom), comptes.regions, filtres.region),
        departements=utiles(DEPARTEMENTS.items(), comptes.departements_au_choix, filtres.departement),
        axes=tuple(
            Choix(str(axe), _("Axe %(numero)s") % {"numero": axe}, comptes.axes[axe], axe == filtres.axe)
            for axe in edition.axes
        ),
        engagements=_par_axe(filtres, edition, comptes),
        metiers=utiles(
            [(metier, str(Metier(metier).label).capitalize()) for metier in Metier.values],
            comptes.metiers,
            filtres.metier,
        ),
        annees=utiles(
            [(str(annee), str(annee)) for annee in sorted(comptes.annees, reverse=True)],
            {str(annee): nombre for annee, nombre in comptes.annees.items()},
            str(filtres.annee or ""),
        ),
    )


def _nom(paire: tuple[str, str]) -> str:
    return cle_francaise(paire[1])


def utiles(textes: Iterable[tuple[str, str]], nombres: Mapping[str, int], choisi: str) -> tuple[Choix, ...]:
    """Return the values that would show something, and the one chosen, in the order of `textes`."""
    return tuple(
        Choix(valeur, texte, nombres.get(valeur, 0), valeur == choisi)
        for valeur, texte in textes
        if nombres.get(valeur) or valeur == choisi
    )


def _par_axe(filtres: Filtres, edition: EngagementsDeLEdition, comptes: Comptes) -> tuple[AxeAuChoix, ...]:
    def choix(axe: int) -> tuple[Choix, ...]:
        return tuple(
            Choix(
                str(e.numero),
                f"{e.numero}. {e.intitule}",
                comptes.engagements[e.numero],
                e.numero in filtres.engagement,
            )
            for e in edition.engagements
            if e.axe == axe
        )

    return tuple(AxeAuChoix(f"axe-{axe}", titre, choix(axe)) for axe, titre in edition.axes.items())
