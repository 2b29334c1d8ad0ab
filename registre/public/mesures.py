"""The barometer's figures, on a day: how many active coops are engaged or labelled, where, on what. Three queries.

Only members on the day count, above and below the line: each share names its day and its denominator.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q

from registre.cycle import UN_JOUR
from registre.etats import AVEC_LABEL, DANS_LA_DEMARCHE
from registre.models import PeriodeDeStatut
from registre.public.edition import EngagementsDeLEdition, engagements_en_vigueur
from registre.querysets import est_active
from registre.territoires import REGIONS

# The first candidatures could be filed in June 2022: the curve begins with that quarter's end.
PREMIER_TRIMESTRE = datetime.date(2022, 6, 30)


@dataclass(frozen=True)
class Part:
    """So many out of so many."""

    nom: str
    nombre: int
    sur: int
    numero: int | None = None
    axe: int | None = None

    @property
    def pourcent(self) -> float:
        """The share, in percent, 0 of nothing being 0."""
        return 100 * self.nombre / self.sur if self.sur else 0.0

    @property
    def largeur(self) -> str:
        """The share as a drawing takes it: "51.7%"."""
        return f"{self.pourcent:.1f}%"


@dataclass(frozen=True)
class Point:
    """The movement on one day."""

    le: datetime.date
    actives: int
    engagees: int
    labellisees: int

    @property
    def part(self) -> Part:
        """The share engaged or labelled."""
        return Part("", self.engagees, self.actives)

    @property
    def part_labellisee(self) -> Part:
        """The share labelled."""
        return Part("", self.labellisees, self.actives)


@dataclass(frozen=True)
class Mesures:
    """Everything the barometer shows. `ensemble` is the big figure."""

    ensemble: Part
    regions: tuple[Part, ...]
    engagements: tuple[Part, ...]
    axes: tuple[Part, ...]
    evolution: tuple[Point, ...]
    demonstration: bool


def mesurer(au: datetime.date, jusqu_a: datetime.date) -> Mesures:
    """Return the figures on `au`; the curve stops at `jusqu_a`, today or before. Three queries."""
    actives, engagees, masques = Counter[str](), Counter[str](), Counter[int]()
    demonstration = False
    for region, statut, masque, fictive, nombre in _comptes(au):
        actives[region] += nombre
        demonstration = demonstration or fictive
        if statut in DANS_LA_DEMARCHE:
            engagees[region] += nombre
            masques[masque] += nombre
    total, edition = engagees.total(), engagements_en_vigueur(au)
    regions = [Part(nom, engagees[code], actives[code]) for code, nom in REGIONS.items() if actives[code]]
    return Mesures(
        ensemble=Part("", total, actives.total()),
        regions=tuple(sorted(regions, key=lambda part: (-part.pourcent, part.nom))),
        engagements=_par_engagement(edition, masques, total),
        axes=_par_axe(edition, masques),
        evolution=evolution(jusqu_a),
        demonstration=demonstration,
    )


def _comptes(au: datetime.date) -> Iterator[tuple[str, str, int, bool, int]]:
    """Region, status, engagements, fictional or not, number of active coops."""
    periodes = PeriodeDeStatut.objects.filter(est_active(au, "cooperative__"), du__lte=au, jusqu_au__gte=au)
    champs = ("code_region", "statut", "engagements", "cooperative__demonstration")
    return periodes.order_by().values_list(*champs).annotate(n=Count("pk")).iterator()


def _par_engagement(edition: EngagementsDeLEdition, masques: Counter[int], total: int) -> tuple[Part, ...]:
    """For each engagement, how many of the coops engaged or labelled chose it."""
    return tuple(
        Part(e.intitule, sum(n for masque, n in masques.items() if masque & e.bit), total, e.numero, e.axe)
        for e in edition.engagements
    )


def _par_axe(edition: EngagementsDeLEdition, masques: Counter[int]) -> tuple[Part, ...]:
    """For each axis, its part of all the engagements taken: every coop has some in each, so counting coops says 100."""
    pris = dict.fromkeys(edition.axes, 0)
    for masque, nombre in masques.items():
        for axe, numeros in edition.lire(masque).items():
            pris[axe] += nombre * len(numeros)
    return tuple(Part(titre, pris[axe], sum(pris.values()), axe, axe) for axe, titre in edition.axes.items())


def evolution(jusqu_a: datetime.date) -> tuple[Point, ...]:
    """Return the movement at the end of each quarter, then on `jusqu_a`. One query, empty before the first quarter."""
    jours = trimestres(jusqu_a)
    if not jours:
        return ()
    comptes = {}
    for rang, jour in enumerate(jours):
        ce_jour = est_active(jour, "cooperative__") & Q(du__lte=jour, jusqu_au__gte=jour)
        comptes[f"actives_{rang}"] = Count("pk", filter=ce_jour)
        comptes[f"engagees_{rang}"] = Count("pk", filter=ce_jour & Q(statut__in=sorted(DANS_LA_DEMARCHE)))
        comptes[f"labellisees_{rang}"] = Count("pk", filter=ce_jour & Q(statut__in=sorted(AVEC_LABEL)))
    n = PeriodeDeStatut.objects.aggregate(**comptes)
    return tuple(
        Point(jour, n[f"actives_{rang}"], n[f"engagees_{rang}"], n[f"labellisees_{rang}"])
        for rang, jour in enumerate(jours)
    )


def trimestres(jusqu_a: datetime.date) -> list[datetime.date]:
    """Return the last day of each quarter since the launch, and `jusqu_a` itself; empty before the first."""
    jours, debut = [], PREMIER_TRIMESTRE + UN_JOUR
    while debut - UN_JOUR < jusqu_a:
        jours.append(debut - UN_JOUR)
        debut += relativedelta(months=3)
    return [*jours, jusqu_a] if jours or jusqu_a == PREMIER_TRIMESTRE else []
