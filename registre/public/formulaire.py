"""The facets as the page shows them: each choice with its number of coops, chosen or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from registre.models import Metier
from registre.public.edition import EngagementsDeLEdition
from registre.public.facettes import Comptes
from registre.public.filtres import AUCUN, STATUTS, Filtres
from registre.public.phrases import TITRES_DE_STATUT
from registre.territoires import DEPARTEMENTS, REGIONS

MILLE = 1000
OPTION = '<option value="{}"{}>{} ({})</option>'


@dataclass(frozen=True)
class Choix:
    """One value of a facet, and how many coops it would show."""

    valeur: str
    texte: str
    nombre: int
    choisi: bool

    @property
    def compte(self) -> str:
        """Its number of coops in figures, "1 250"."""
        return number_format(self.nombre, force_grouping=True) if self.nombre >= MILLE else str(self.nombre)


class Liste(tuple[Choix, ...]):
    """The values of a facet that takes one."""

    @property
    def options(self) -> SafeString:
        """Its options, written at once: there may be a hundred, and a template takes as long on them as on the rows."""
        choisie = mark_safe(" selected")
        return format_html_join(
            "", OPTION, ((un.valeur, choisie if un.choisi else "", un.texte, un.compte) for un in self)
        )


@dataclass(frozen=True)
class AxeAuChoix:
    """An axis and its engagements, as choices."""

    numero: int
    titre: str
    engagements: tuple[Choix, ...]


@dataclass(frozen=True)
class Facettes:
    """Everything one may filter by."""

    statuts: tuple[Choix, ...]
    regions: Liste
    departements: Liste
    axes: Liste
    engagements: tuple[AxeAuChoix, ...]
    metiers: Liste
    annees: Liste


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
        axes=Liste(
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
    return paire[1]


def utiles(textes: Iterable[tuple[str, str]], nombres: Mapping[str, int], choisi: str) -> Liste:
    """The values that would show something, and the one chosen."""
    return Liste(
        Choix(valeur, texte, nombres.get(valeur, 0), valeur == choisi)
        for valeur, texte in textes
        if nombres.get(valeur) or valeur == choisi
    )


def _par_axe(filtres: Filtres, edition: EngagementsDeLEdition, comptes: Comptes) -> tuple[AxeAuChoix, ...]:
    def choix(axe: int) -> tuple[Choix, ...]:
        return tuple(
            Choix(str(e.numero), e.intitule, comptes.engagements[e.numero], e.numero in filtres.engagement)
            for e in edition.engagements
            if e.axe == axe
        )

    return tuple(AxeAuChoix(axe, titre, choix(axe)) for axe, titre in edition.axes.items())
