"""The barometer's figures, on a day: how many active coops are engaged or labelled, where, on what. Five queries.

Only members on the day count, above and below the line: each share names its day and its denominator.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Value

from registre.cycle import UN_JOUR
from registre.engagements.en_vigueur import EngagementsDeLEdition, engagements_en_vigueur
from registre.etats import AVEC_LABEL, DANS_LA_DEMARCHE
from registre.models import PeriodeDeStatut
from registre.models.connaissance import ConnaissanceQuerySet
from registre.territoires import REGIONS, region_de
from socle.textes.ordre import cle_francaise

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
class PointDeCourbe:
    """The movement on one day."""

    le: datetime.date
    actives: int
    engagees: int
    labellisees: int

    @property
    def finit_un_trimestre(self) -> bool:
        """Whether it is the last day of a quarter."""
        lendemain = self.le + UN_JOUR
        return lendemain.day == 1 and lendemain.month % 3 == 1

    @property
    def part(self) -> Part:
        """The share engaged or labelled."""
        return Part("", self.engagees, self.actives)

    @property
    def part_labellisee(self) -> Part:
        """The share of members labelled on that day."""
        return Part("", self.labellisees, self.actives)


@dataclass(frozen=True)
class Mesures:
    """Everything the barometer shows. `ensemble` is the big figure."""

    ensemble: Part
    regions: tuple[Part, ...]
    engagements: tuple[Part, ...]
    axes: tuple[Part, ...]
    evolution: tuple[PointDeCourbe, ...]
    demonstration: bool


def mesurer(au: datetime.date, jusqu_a: datetime.date, connu_le: datetime.date | None = None) -> Mesures:
    """Return the figures on `au`, as known on `connu_le` (None: now); the curve stops at `jusqu_a`. Five queries.

    Membership is in the flat row, as the status is: who left and came back is counted on the days it was a member.
    """
    membres = PeriodeDeStatut.toutes.connues(connu_le).filter(membre=True).order_by()
    statuts = _au_jour(membres, au, "code_departement", "statut")
    masques = _au_jour(membres.filter(statut__in=sorted(DANS_LA_DEMARCHE)), au, "engagements")

    actives, engagees = Counter[str](), Counter[str]()
    for (departement, statut), nombre in statuts.items():
        actives[region_de(departement)] += nombre
        engagees[region_de(departement)] += nombre if statut in DANS_LA_DEMARCHE else 0
    total, edition = engagees.total(), engagements_en_vigueur(au)
    par_masque = Counter({masque: nombre for (masque,), nombre in masques.items()})

    regions = [Part(nom, engagees[code], actives[code]) for code, nom in REGIONS.items() if actives[code]]
    return Mesures(
        ensemble=Part("", total, actives.total()),
        regions=tuple(sorted(regions, key=lambda part: (-part.pourcent, cle_francaise(part.nom)))),
        engagements=_par_engagement(edition, par_masque, total),
        axes=_par_axe(edition, par_masque),
        evolution=evolution(membres, trimestres(jusqu_a)),
        demonstration=membres.au(au).filter(cooperative__demonstration=True).exists(),
    )


def _au_jour(membres: ConnaissanceQuerySet, au: datetime.date, *champs: str) -> Counter[tuple[Any, ...]]:
    """Count the members of the day by these columns of their period."""
    return Counter({tuple(cle): n for *cle, n in membres.au(au).values_list(*champs).annotate(n=Count("*"))})


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


def evolution(membres: ConnaissanceQuerySet, jours: Sequence[datetime.date]) -> tuple[PointDeCourbe, ...]:
    """Return the movement on each of these days, in order. One query.

    Of what begins and ends each day, and not one count a quarter: the curve may grow, each period is read once for its
    first day and once for its last.
    """
    debuts, fins = (
        membres.values_list("statut", jour, Value(sens)).annotate(n=Count("*"))
        for jour, sens in (("du", 1), ("jusqu_au", -1))
    )
    actives, engagees, labellisees = ([0] * (len(jours) + 1) for _serie in range(3))

    for statut, jour, sens, nombre in debuts.union(fins, all=True) if jours else ():
        rang = bisect_left(jours, jour) if sens > 0 else bisect_right(jours, jour)  # the last day is included
        actives[rang] += sens * nombre
        engagees[rang] += sens * nombre if statut in DANS_LA_DEMARCHE else 0
        labellisees[rang] += sens * nombre if statut in AVEC_LABEL else 0

    sommes = zip(jours, accumulate(actives), accumulate(engagees), accumulate(labellisees), strict=False)

    return tuple(PointDeCourbe(*somme) for somme in sommes)


def trimestres(jusqu_a: datetime.date) -> list[datetime.date]:
    """Return the last day of each quarter since the launch, and `jusqu_a` itself; empty before the first."""
    jours, debut = [], PREMIER_TRIMESTRE + UN_JOUR
    while debut - UN_JOUR < jusqu_a:
        jours.append(debut - UN_JOUR)
        debut += relativedelta(months=3)
    return [*jours, jusqu_a] if jours or jusqu_a == PREMIER_TRIMESTRE else []
