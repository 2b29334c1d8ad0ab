"""The facets as the page shows them: each choice with its number of coops, chosen or not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registre.engagements.choix import AxeAuChoix, choix_par_axe
from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.models import Metier
from registre.public.liste.facettes import Comptes
from registre.public.liste.filtres import AUCUN, STATUTS, Filtres
from registre.public.liste.phrases import TITRES_DE_STATUT
from registre.territoires import DEPARTEMENTS, REGIONS
from socle.liste.choix import Choix, utiles
from socle.textes.ordre import cle_francaise


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
        engagements=choix_par_axe(
            edition, comptes.engagements, filtres.engagement, lambda e: f"{e.numero}. {e.intitule}"
        ),
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
