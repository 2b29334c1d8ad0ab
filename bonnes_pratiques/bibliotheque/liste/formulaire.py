"""The facets as the page shows them: each value with its number of sheets, chosen or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bonnes_pratiques.bibliotheque.liste.filtres import FRANCE, FiltresDeFiches
from bonnes_pratiques.bibliotheque.referentiels import Referentiels
from bonnes_pratiques.fiches.etats import Stade
from registre.engagements.choix import AxeAuChoix, choix_par_axe
from registre.models import Metier
from registre.models.indicateur import Preuve
from registre.territoires import DEPARTEMENTS, REGIONS, departements_de
from socle.liste.choix import Choix, utiles
from socle.textes.ordre import cle_francaise

ETIQUETTES_MONTREES = 12  # each sheet leads to the lists of its own
RETRAIT = "\N{EM SPACE}"


@dataclass(frozen=True)
class FacettesDeFiches:
    """Everything one may filter by. `stades` and `preuves` take several values, the lists one."""

    axes: tuple[Choix, ...]
    engagements: tuple[AxeAuChoix, ...]
    themes: tuple[Choix, ...]
    metiers: tuple[Choix, ...]
    regions: tuple[Choix, ...]
    departements: tuple[Choix, ...]
    stades: tuple[Choix, ...]
    preuves: tuple[Choix, ...]
    etiquettes: tuple[Choix, ...]


def facettes(filtres: FiltresDeFiches, lus: Referentiels, comptes: Mapping[str, Mapping[Any, int]]) -> FacettesDeFiches:
    """Return the choices of each facet: those that would show a sheet, and those chosen whatever they show."""
    regions = [(FRANCE, _("Partout en France")), *sorted(REGIONS.items(), key=lambda paire: cle_francaise(paire[1]))]
    permis = departements_de(filtres.region) if filtres.region in REGIONS else DEPARTEMENTS
    axes = [(str(axe), _("Axe %(numero)s") % {"numero": axe}) for axe in lus.edition.axes]

    return FacettesDeFiches(
        axes=utiles(axes, {str(axe): n for axe, n in comptes["axe"].items()}, str(filtres.axe or "")),
        engagements=choix_par_axe(
            lus.edition, comptes["engagement"], filtres.engagement, lambda e: f"{e.numero}. {e.intitule}"
        ),
        themes=utiles(
            [(theme.cle, (RETRAIT if theme.parent else "") + theme.nom) for theme in lus.themes.tous],
            comptes["theme"],
            filtres.theme,
        ),
        metiers=utiles([(m, capfirst(str(Metier(m).label))) for m in Metier.values], comptes["metier"], filtres.metier),
        regions=utiles(regions, comptes["region"], filtres.region),
        departements=utiles(
            [(code, nom) for code, nom in DEPARTEMENTS.items() if code in permis or code == filtres.departement],
            comptes["departement"],
            filtres.departement,
        ),
        stades=_cases(Stade, comptes["stade"], filtres.stade),
        preuves=_cases(Preuve, comptes["preuve"], filtres.preuve),
        etiquettes=_etiquettes(filtres, lus, comptes["etiquette"]),
    )


def _cases(codes: Any, nombres: Mapping[str, int], choisis: tuple[str, ...]) -> tuple[Choix, ...]:
    return tuple(Choix(c, capfirst(str(codes(c).label)), nombres.get(c, 0), c in choisis) for c in codes.values)


def _etiquettes(filtres: FiltresDeFiches, lus: Referentiels, nombres: Mapping[str, int]) -> tuple[Choix, ...]:
    """The tags most borne, by name: a list of thousands would help nobody."""
    portees = sorted(nombres, key=lambda adresse: (-nombres[adresse], adresse))[:ETIQUETTES_MONTREES]
    offertes = {*portees, filtres.etiquette}
    noms = [(adresse, nom) for adresse, nom in lus.etiquettes.noms.items() if adresse in offertes]
    return utiles(noms, nombres, filtres.etiquette)
