"""Where the movement would be at the end of each coming quarter, were what was observed to go on. Pure.

No table and no clock: what was observed is given, what comes out is counted. Everything assumed is in `prevoir`, and
the page says each of it; what nobody observed is None and never replaced by a guess (docs/decisions/0045).
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dateutil.relativedelta import relativedelta

TRIMESTRES_OBSERVES = 4
TRIMESTRES_MONTRES = 6
TRIMESTRES_CHERCHES = 40  # ten years: beyond, « not at this pace » says enough

TROIS_MOIS = relativedelta(months=3)
UN_JOUR = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Observe:
    """One region on a day. `engagees` are its members engaged or labelled; the rest is of its first filings only.

    `deposees` were filed in the quarters observed, `deposees_ce_trimestre` since the current one began;
    `en_instruction` holds the day of filing of each that waits to be admitted.
    """

    nom: str
    membres: int
    engagees: int
    deposees: int = 0
    deposees_ce_trimestre: int = 0
    en_instruction: tuple[datetime.date, ...] = ()


@dataclass(frozen=True)
class Rythme:
    """What the whole Federation's decisions showed in the quarters observed.

    `admises` and `ecartees` count how first filings ended; `delai` is the median of days from filing to admission.
    """

    admises: int
    ecartees: int
    delai: int | None

    @property
    def part(self) -> Fraction | None:
        """The share admitted; None when nothing was decided."""
        decidees = self.admises + self.ecartees
        return Fraction(self.admises, decidees) if decidees else None


@dataclass(frozen=True)
class Prevision:
    """A region's way: its share in percent at each end of quarter shown, and the first end at which the goal is met.

    `pourcents` is None when nothing was decided: there is nothing to go on with. `atteint_le` is None when the goal is
    not met within ten years.
    """

    nom: str
    membres: int
    engagees: int
    pourcent: Fraction
    pourcents: tuple[Fraction, ...] | None
    atteint_deja: bool
    atteint_le: datetime.date | None


def debut_du_trimestre(jour: datetime.date) -> datetime.date:
    """Return the first day of the quarter of `jour`."""
    return datetime.date(jour.year, 3 * ((jour.month - 1) // 3) + 1, 1)


def fins_de_trimestre(au: datetime.date, nombre: int) -> list[datetime.date]:
    """Return the last days of this quarter and of those that follow, `nombre` in all."""
    debut = debut_du_trimestre(au)
    return [debut + relativedelta(months=3 * (rang + 1)) - UN_JOUR for rang in range(nombre)]


def observes_du(au: datetime.date) -> datetime.date:
    """Return the first day of the whole quarters observed; the last is the eve of the current quarter."""
    return debut_du_trimestre(au) - TRIMESTRES_OBSERVES * TROIS_MOIS


def prevoir(regions: Sequence[Observe], rythme: Rythme, au: datetime.date, objectif: int) -> list[Prevision]:
    """Return the whole, then each region in the order given, on `au`, for a goal in percent.

    Assumed: each region goes on filing what it filed a quarter, on the last day of each, until all its members have;
    the share admitted and the days it takes are those of the whole Federation; who is in stays in; no member comes or
    leaves. The whole is the sum of its regions.
    """
    fins = fins_de_trimestre(au, TRIMESTRES_CHERCHES)
    suites = [_engagees_a(region, rythme, fins) for region in regions]

    ensemble = Observe("", sum(r.membres for r in regions), sum(r.engagees for r in regions))
    somme = None if rythme.part is None else [sum(valeurs, Fraction()) for valeurs in zip(*suites, strict=True)]

    lignes = [(ensemble, somme or None), *zip(regions, suites, strict=True)]
    return [_prevision(region, suite, fins, objectif) for region, suite in lignes]


def _engagees_a(region: Observe, rythme: Rythme, fins: Sequence[datetime.date]) -> list[Fraction] | None:
    """How many members would be in at each of these days; None when nothing was decided."""
    part = rythme.part
    if part is None:
        return None
    if part == 0 or rythme.delai is None:
        return [Fraction(region.engagees)] * len(fins)

    attendues = [(jour, Fraction(1)) for jour in region.en_instruction]
    attendues += _depots_a_venir(region, fins)
    delai = datetime.timedelta(days=rythme.delai)
    return [
        min(
            Fraction(region.membres),
            region.engagees + part * sum((poids for jour, poids in attendues if jour + delai <= fin), Fraction()),
        )
        for fin in fins
    ]


def _depots_a_venir(region: Observe, fins: Sequence[datetime.date]) -> list[tuple[datetime.date, Fraction]]:
    """What would be filed on each of these days: the pace, less what this quarter already saw, while members remain."""
    rythme = Fraction(region.deposees, TRIMESTRES_OBSERVES)
    restent = max(Fraction(), Fraction(region.membres - region.engagees - len(region.en_instruction)))

    depots = []
    for rang, fin in enumerate(fins):
        voulu = max(Fraction(), rythme - region.deposees_ce_trimestre) if rang == 0 else rythme
        depot = min(voulu, restent)
        restent -= depot
        depots.append((fin, depot))
    return depots


def _prevision(
    region: Observe, suite: Sequence[Fraction] | None, fins: Sequence[datetime.date], objectif: int
) -> Prevision:
    def pourcent(nombre: Fraction) -> Fraction:
        return 100 * nombre / region.membres if region.membres else Fraction()

    atteint = region.membres > 0 and pourcent(Fraction(region.engagees)) >= objectif
    a_terme = [fin for fin, nombre in zip(fins, suite or (), strict=False) if pourcent(nombre) >= objectif]
    return Prevision(
        nom=region.nom,
        membres=region.membres,
        engagees=region.engagees,
        pourcent=pourcent(Fraction(region.engagees)),
        pourcents=None if suite is None else tuple(pourcent(nombre) for nombre in suite[:TRIMESTRES_MONTRES]),
        atteint_deja=atteint,
        atteint_le=None if atteint or not a_terme else a_terme[0],
    )
