"""The barometer's figures, on a day: how many active coops are engaged or labelled, where, on what. Six queries.

Only members on the day count, above and below the line: each share names its day and its denominator.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, Value

from registre.cycle import UN_JOUR
from registre.etats import AVEC_LABEL, DANS_LA_DEMARCHE
from registre.models import Cooperative, PeriodeDeStatut
from registre.public.edition import EngagementsDeLEdition, engagements_en_vigueur
from registre.public.requete import TOUS_LES_STATUTS
from registre.territoires import REGIONS, region_de

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


@dataclass(frozen=True)
class NonMembres:
    """Coops alike in one period, whose membership begins or ends within the days measured."""

    code_departement: str
    statut: str
    engagements: int
    du: datetime.date
    jusqu_au: datetime.date
    membres_depuis: datetime.date | None
    membres_jusqu_au: datetime.date | None
    nombre: int

    def le(self, jour: datetime.date) -> bool:
        """Whether this is their period of that day, and they are no members then."""
        avant = self.membres_depuis is not None and jour < self.membres_depuis
        apres = self.membres_jusqu_au is not None and self.membres_jusqu_au < jour
        return self.du <= jour <= self.jusqu_au and (avant or apres)


def mesurer(au: datetime.date, jusqu_a: datetime.date) -> Mesures:
    """Return the figures on `au`; the curve stops at `jusqu_a`, today or before. Six queries.

    All coops are counted along the indexes of the periods, then those that are no members of the day are taken off:
    joining every period to its coop costs many times the count.
    """
    jours = trimestres(jusqu_a)
    absents = _non_membres(min([*jours, au]), max([*jours, au]))
    statuts = _au_jour(au, TOUS_LES_STATUTS, "code_departement", "statut")
    masques = _au_jour(au, sorted(DANS_LA_DEMARCHE), "engagements")
    en_tout = statuts.total()
    for absent in absents:
        if absent.le(au):
            statuts[absent.code_departement, absent.statut] -= absent.nombre
            masques[(absent.engagements,)] -= absent.nombre if absent.statut in DANS_LA_DEMARCHE else 0
    actives, engagees = Counter[str](), Counter[str]()
    for (departement, statut), nombre in statuts.items():
        actives[region_de(departement)] += nombre
        engagees[region_de(departement)] += nombre if statut in DANS_LA_DEMARCHE else 0
    total, edition = engagees.total(), engagements_en_vigueur(au)
    par_masque = Counter({masque: nombre for (masque,), nombre in masques.items()})
    regions = [Part(nom, engagees[code], actives[code]) for code, nom in REGIONS.items() if actives[code]]
    return Mesures(
        ensemble=Part("", total, actives.total()),
        regions=tuple(sorted(regions, key=lambda part: (-part.pourcent, part.nom))),
        engagements=_par_engagement(edition, par_masque, total),
        axes=_par_axe(edition, par_masque),
        evolution=evolution(jours, en_tout, absents),
        demonstration=Cooperative.objects.actives(au).filter(demonstration=True).exists(),
    )


def _au_jour(au: datetime.date, statuts: Collection[str], *champs: str) -> Counter[tuple[Any, ...]]:
    """Count the coops of these statuses by these columns of their period of the day, members or not."""
    periodes = PeriodeDeStatut.objects.filter(statut__in=statuts, du__lte=au, jusqu_au__gte=au).order_by()
    return Counter({tuple(cle): n for *cle, n in periodes.values_list(*champs).annotate(n=Count("*"))})


def _non_membres(premier: datetime.date, dernier: datetime.date) -> list[NonMembres]:
    """Return the coops that are not members on all these days, period by period."""
    partiels = Cooperative.objects.filter(Q(membre_depuis__gt=premier) | Q(membre_jusqu_au__lt=dernier)).order_by()
    periodes = PeriodeDeStatut.objects.filter(cooperative__in=partiels.values("pk"), du__lte=dernier).order_by()
    membres = ("cooperative__membre_depuis", "cooperative__membre_jusqu_au")
    colonnes = ("code_departement", "statut", "engagements", "du", "jusqu_au", *membres)
    return [NonMembres(*valeurs) for valeurs in periodes.values_list(*colonnes).annotate(n=Count("*"))]


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


def evolution(jours: Sequence[datetime.date], en_tout: int, absents: Sequence[NonMembres]) -> tuple[Point, ...]:
    """Return the movement on each of these days, in order. `en_tout` is the number of coops, members or not.

    One query, of what begins and ends each day, and not one count a quarter: the curve may grow, each period is read
    once for its first day and once for its last.
    """
    debuts, fins = (
        PeriodeDeStatut.objects.filter(statut__in=sorted(DANS_LA_DEMARCHE))
        .order_by()
        .values_list("statut", jour, Value(sens))
        .annotate(n=Count("*"))
        for jour, sens in (("du", 1), ("jusqu_au", -1))
    )
    engagees, labellisees = [0] * (len(jours) + 1), [0] * (len(jours) + 1)
    for statut, jour, sens, nombre in debuts.union(fins, all=True) if jours else ():
        rang = bisect_left(jours, jour) if sens > 0 else bisect_right(jours, jour)  # the last day is included
        engagees[rang] += sens * nombre
        labellisees[rang] += sens * nombre if statut in AVEC_LABEL else 0
    points = []
    for jour, n_engagees, n_labellisees in zip(jours, accumulate(engagees), accumulate(labellisees), strict=False):
        ce_jour = [absent for absent in absents if absent.le(jour)]
        actives = en_tout - _combien(ce_jour, TOUS_LES_STATUTS)
        engagees_actives = n_engagees - _combien(ce_jour, DANS_LA_DEMARCHE)
        points.append(Point(jour, actives, engagees_actives, n_labellisees - _combien(ce_jour, AVEC_LABEL)))
    return tuple(points)


def _combien(absents: Iterable[NonMembres], statuts: Collection[str]) -> int:
    return sum(absent.nombre for absent in absents if absent.statut in statuts)


def trimestres(jusqu_a: datetime.date) -> list[datetime.date]:
    """Return the last day of each quarter since the launch, and `jusqu_a` itself; empty before the first."""
    jours, debut = [], PREMIER_TRIMESTRE + UN_JOUR
    while debut - UN_JOUR < jusqu_a:
        jours.append(debut - UN_JOUR)
        debut += relativedelta(months=3)
    return [*jours, jusqu_a] if jours or jusqu_a == PREMIER_TRIMESTRE else []
