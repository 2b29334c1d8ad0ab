"""The result by department: a drawing of France whose every shape that holds a coop is a link, and the same as a table.

The drawing comes from `registre/donnees/carte.json` (outils/dessiner_carte.py).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.utils.translation import gettext as _

from registre.public.liste.filtres import Filtres
from registre.public.liste.phrases import COOPERATIVES
from registre.territoires import DEPARTEMENTS, REGIONS, region_de
from socle.liste.nombres import combien
from socle.textes.ordre import cle_francaise

_DESSIN = json.loads((Path(__file__).parents[2] / "donnees" / "carte.json").read_text(encoding="utf-8"))
# From so many coops on, a darker shade. One coop, a few, more.
PALIERS = (1, 2, 5)


@dataclass(frozen=True)
class Departement:
    """A department of the map that holds coops of the result."""

    code: str
    nom: str
    nombre: int
    titre: str
    trace: str
    teinte: int
    adresse: str


@dataclass(frozen=True)
class Region:
    """A line of the table beside the map: a region, how many coops it holds, and its departments that hold some."""

    nom: str
    nombre: int
    departements: tuple[Departement, ...]


@dataclass(frozen=True)
class Carte:
    """The map. `vides` draws in one path every department without a coop; `rappel` the ring of Paris in its place;
    `cles` names each shade."""

    cadre: str
    source: str
    rappel: str
    vides: str
    legendes: tuple[tuple[int, int, str], ...]
    cles: tuple[tuple[int, str], ...]
    departements: tuple[Departement, ...]
    regions: tuple[Region, ...]


def dessiner(filtres: Filtres, nombres: Mapping[str, int]) -> Carte:
    """Return the map of a result whose coops are counted by department."""
    traces: dict[str, str] = _DESSIN["traces"]
    departements = tuple(
        Departement(
            code,
            nom,
            nombres[code],
            _("%(lieu)s : %(combien)s") % {"lieu": nom, "combien": combien(nombres[code], COOPERATIVES)},
            traces[code],
            sum(nombres[code] >= palier for palier in PALIERS),
            filtres.avec(departement=code, vue="liste").adresse,
        )
        for code, nom in DEPARTEMENTS.items()
        if nombres.get(code)
    )

    return Carte(
        cadre=_DESSIN["cadre"],
        source=_DESSIN["source"],
        rappel=_DESSIN["rappel"],
        legendes=tuple(map(tuple, _DESSIN["legendes"])),
        cles=tuple(_cles()),
        vides="".join(trace for code, trace in traces.items() if not nombres.get(code)),
        departements=departements,
        regions=tuple(_par_region(departements)),
    )


def _cles() -> Iterator[tuple[int, str]]:
    """Each shade and how many coops it says, from none up: "2 à 4"."""
    yield 0, _("aucune")
    for teinte, (palier, suivant) in enumerate(pairwise(PALIERS), start=1):
        seul = suivant == palier + 1
        yield teinte, str(palier) if seul else _("%(n)s à %(m)s") % {"n": palier, "m": suivant - 1}
    yield len(PALIERS), _("%(n)s et plus") % {"n": PALIERS[-1]}


def _par_region(departements: tuple[Departement, ...]) -> Iterator[Region]:
    """The departments drawn, region by region: a line each would alone take half the elements a page may have."""
    for code, nom in sorted(REGIONS.items(), key=lambda region: cle_francaise(region[1])):
        les_siens = tuple(departement for departement in departements if region_de(departement.code) == code)
        if les_siens:
            yield Region(nom, sum(departement.nombre for departement in les_siens), les_siens)
