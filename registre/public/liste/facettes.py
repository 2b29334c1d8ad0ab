"""The facets: for each choice, how many coops the result would hold. Four queries at most, whatever their number.

A facet of which one value is chosen at a time (region, status...) is counted as if nothing were chosen in it, so that
each figure is that of the result one click away. Engagements add up ("all of these"): they are counted within the
result.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count

from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.models import Metier
from registre.public.liste.filtres import Filtres
from registre.public.liste.requete import bit_du_metier, periodes, valeurs_de_statut
from registre.territoires import DEPARTEMENTS, region_de
from socle.cadre.memoire import Memoire, version_de_tout


@dataclass(frozen=True)
class Comptes:
    """Numbers of coops. `departements` is the result itself by department, for the map; `total` its size."""

    total: int
    statuts: Mapping[str, int]
    regions: Mapping[str, int]
    departements_au_choix: Mapping[str, int]
    departements: Mapping[str, int]
    axes: Mapping[int, int]
    engagements: Mapping[int, int]
    metiers: Mapping[str, int]
    annees: Mapping[int, int]


_memoire: Memoire[Filtres, Comptes] = Memoire(version_de_tout)


def compter(filtres: Filtres, edition: EngagementsDeLEdition) -> Comptes:
    """Count the result and every facet of it; from memory for another page, order or view of the same result."""
    return _memoire.retrouver(filtres.meme_resultat, partial(_compter, filtres, edition))


def _compter(filtres: Filtres, edition: EngagementsDeLEdition) -> Comptes:

    statuts, annees = _statuts_et_annees(filtres, edition)
    lieux = _par(_grouper(filtres, edition, ["code_departement"], ["region", "departement"]))
    masques, metiers = _masques_et_metiers(filtres, edition)
    dans_la_region = {c: n for c, n in lieux.items() if filtres.region in {"", region_de(c)}}

    return Comptes(
        total=sum(statuts[statut] for statut in valeurs_de_statut(filtres)),
        statuts=statuts,
        regions=_par_region(lieux),
        departements_au_choix=dans_la_region,
        departements={c: n for c, n in dans_la_region.items() if filtres.departement in {"", c}},
        axes={axe: _portant(masques, edition.masque_axe(axe)) for axe in edition.axes},
        engagements=_par_engagement(masques, filtres, edition),
        metiers={metier: _portant(metiers, bit_du_metier(metier)) for metier in Metier.values},
        annees=annees,
    )


def _grouper(
    filtres: Filtres, edition: EngagementsDeLEdition, champs: Collection[str], sauf: Collection[str]
) -> Counter[tuple[Any, ...]]:
    """Count by these columns, the filters of `sauf` left aside. One query.

    Where a place is asked, the database counts department by department, added up here: SQLite then takes the index of
    places, a fifth of the time of the index of `champs`.
    """
    demandees = periodes(filtres, edition, sauf=sauf)
    if filtres.connu_le and list(champs) == ["code_departement"]:  # all named: SQLite searches the index, not reads it
        demandees = demandees.filter(code_departement__in=list(DEPARTEMENTS))

    lieu = ["code_departement"] if {"region", "departement"} & (set(filtres.actifs) - set(sauf)) else []
    lignes = demandees.values_list(*lieu, *champs).annotate(n=Count("*"))
    comptes: defaultdict[tuple[Any, ...], int] = defaultdict(int)

    for ligne in lignes:
        comptes[ligne[len(lieu) : -1]] += ligne[-1]
    return Counter(comptes)


def _statuts_et_annees(filtres: Filtres, edition: EngagementsDeLEdition) -> tuple[Counter[str], Counter[int]]:
    """Count by status as if no status were asked, and by year of grant as if no year were: one query for both."""
    statuts: Counter[str] = Counter()
    annees: Counter[int] = Counter()
    groupes = _grouper(filtres, edition, ["statut", "annee_octroi"], ["statut", "annee"])
    for (statut, annee), nombre in groupes.items():
        if filtres.annee in {None, annee}:
            statuts[statut] += nombre
        if annee is not None and statut in valeurs_de_statut(filtres):
            annees[annee] += nombre
    return statuts, annees


def _masques_et_metiers(filtres: Filtres, edition: EngagementsDeLEdition) -> tuple[Counter[int], Counter[int]]:
    """Count by set of engagements as if no axis were asked, and by set of trades as if no trade were.

    One query for both where a filter narrows the result and is neither, else one each.
    """
    if filtres.actifs and not filtres.axe and not filtres.metier:
        groupes = _grouper(filtres, edition, ["engagements", "metiers"], [])
        return _par(groupes, 0), _par(groupes, 1)
    masques = _par(_grouper(filtres, edition, ["engagements"], ["axe"]))
    return masques, _par(_grouper(filtres, edition, ["metiers"], ["metier"]))


def _par(groupes: Mapping[tuple[Any, ...], int], rang: int = 0) -> Counter[Any]:
    """Add up by one of the columns."""
    comptes: Counter[Any] = Counter()
    for valeurs, nombre in groupes.items():
        comptes[valeurs[rang]] += nombre
    return comptes


def _par_region(lieux: Mapping[str, int]) -> Counter[str]:
    regions: Counter[str] = Counter()
    for code, nombre in lieux.items():
        regions[region_de(code)] += nombre
    return regions


def _portant(masques: Mapping[int, int], bits: int) -> int:
    """How many rows have at least one of these bits."""
    return sum(nombre for masque, nombre in masques.items() if masque & bits)


def _par_engagement(masques: Mapping[int, int], filtres: Filtres, edition: EngagementsDeLEdition) -> dict[int, int]:
    """How many coops of the result have each engagement."""
    axe = edition.masque_axe(filtres.axe) if filtres.axe else None
    du_resultat = {masque: n for masque, n in masques.items() if axe is None or masque & axe}
    return {e.numero: _portant(du_resultat, e.bit) for e in edition.engagements}
