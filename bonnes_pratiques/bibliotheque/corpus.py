"""Every sheet one may read in a language, as sets by value: filters, counts and order are then set arithmetic.

One query for all the rows, asked again when one of them changes. A hundred values of nine facets over 5,000 sheets are
counted in a few milliseconds, each facet as if nothing were chosen in it, which takes one aggregate per facet when the
database does it.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

from django.db.models import IntegerField
from django.db.models.functions import Cast

from bonnes_pratiques.bibliotheque.liste.filtres import FRANCE, FiltresDeFiches
from bonnes_pratiques.bibliotheque.referentiels import Referentiels, Themes
from bonnes_pratiques.models import FicheIndexee
from registre.models import Metier
from registre.territoires import region_de
from socle.cadre.memoire import Memoire

# No date, UUID nor boolean: turning five thousand of them into Python objects costs more than the query.
COLONNES = (
    "pk",
    "engagements",
    "themes",
    "metiers",
    "partout",
    "departements",
    "stade",
    "preuve",
    "etiquettes",
    "reprises",
)
PLACES = 4  # the library of two languages, two days at midnight: thousands of sheets in each
# A department is counted within its region, and a region as if no place were chosen.
IGNORE = {"region": {"region", "departement"}, "departement": {"departement"}}


@dataclass(frozen=True)
class Corpus:
    """The sheets of a language. `valeurs[facet][value]` holds the keys of the sheets of that value.

    `rangs` are their places by day of publication, the oldest at 0.
    """

    valeurs: Mapping[str, Mapping[Any, set[int]]]
    rangs: Mapping[int, int]
    reprises: Mapping[int, int]

    def restreints(self, filtres: FiltresDeFiches, trouvees: Collection[int] | None) -> dict[str, set[int]]:
        """Return, for each filter in use, the sheets that pass it. `trouvees`: those that answer the words searched."""
        passent = {nom: self._passent(nom, filtres.valeurs(nom)) for nom in filtres.actifs if nom != "q"}
        if trouvees is not None:
            passent["q"] = set(trouvees) & self.rangs.keys()
        return passent

    def _passent(self, nom: str, voulues: tuple[Any, ...]) -> set[int]:
        """The sheets that have at least one of these values of a facet."""
        par_valeur = self.valeurs[nom]
        return set().union(*(par_valeur.get(voulue, set()) for voulue in voulues))

    def communes(self, passent: Mapping[str, set[int]], sauf: Collection[str] = ()) -> set[int]:
        """Return the sheets that pass every filter but those of `sauf`."""
        ensembles = [ensemble for nom, ensemble in passent.items() if nom not in sauf]
        return reduce(set.intersection, ensembles) if ensembles else set(self.rangs)

    def compter(self, passent: Mapping[str, set[int]]) -> dict[str, dict[Any, int]]:
        """Return for each facet how many sheets each value would show, one click away."""
        comptes = {}
        for nom, par_valeur in self.valeurs.items():
            base = self.communes(passent, IGNORE.get(nom, {nom}))
            toutes = len(base) == len(self.rangs)  # most often: nothing to set apart
            comptes[nom] = {
                valeur: n for valeur, cles in par_valeur.items() if (n := len(cles) if toutes else len(cles & base))
            }
        return comptes

    def ordonner(self, cles: Iterable[int], ordre: str, scores: Mapping[int, int]) -> list[int]:
        """Return these sheets in an order of `filtres.TRIS`; at equal rank the newest; always the same order."""
        premier = {"pertinence": scores, "reprises": self.reprises}.get(ordre)
        if not premier:
            return sorted(cles, key=self.rangs.__getitem__, reverse=True)
        return sorted(cles, key=lambda cle: (premier.get(cle, 0), self.rangs[cle]), reverse=True)


_memoire: Memoire[tuple[datetime.date, str], Corpus] = Memoire(places=PLACES)


def lire_corpus(langue: str, referentiels: Referentiels) -> Corpus:
    """Return every sheet published in `langue`, and for want of it in French: shared by all requests, read only.

    One query, a short one while nothing changes.
    """
    return _memoire.retrouver((referentiels.au, langue), partial(_lire, langue, referentiels))


def _lire(langue: str, referentiels: Referentiels) -> Corpus:
    lignes = FicheIndexee.objects.filter(langue__in={langue, "fr"})
    if langue != "fr":
        traduites = FicheIndexee.objects.filter(langue=langue).order_by().values("groupe")
        lignes = lignes.exclude(langue="fr", groupe__in=traduites)

    comme_nombre = lignes.annotate(partout=Cast("national", IntegerField()))
    lues = list(comme_nombre.order_by("publiee_le", "pk").values_list(*COLONNES))
    valeurs = _valeurs_des_colonnes(referentiels)
    bruts: dict[int, dict[Any, list[int]]] = {rang: defaultdict(list) for rang in valeurs}

    for rang in valeurs:
        for lue in lues:
            bruts[rang][lue[rang]].append(lue[0])

    return Corpus(
        valeurs=_par_facette(valeurs, bruts),
        rangs={lue[0]: rang for rang, lue in enumerate(lues)},
        reprises={lue[0]: lue[-1] for lue in lues},
    )


def _valeurs_des_colonnes(lus: Referentiels) -> dict[int, dict[str, Callable[[Any], Any]]]:
    """For each column, the facets it feeds and how its content is read."""
    numeros = {numero: lus.edition.masque([numero]) for numero in lus.edition.numeros}
    axes = {axe: lus.edition.masque_axe(axe) for axe in lus.edition.axes}
    adresses = lus.etiquettes.adresses
    metiers = {metier: 1 << rang for rang, metier in enumerate(Metier.values)}

    def porte(masques: Mapping[Any, int]) -> Callable[[int], Iterable[Any]]:
        return lambda masque: [valeur for valeur, bits in masques.items() if masque & bits]

    lectures: dict[str, dict[str, Callable[[Any], Any]]] = {
        "engagements": {"engagement": porte(numeros), "axe": porte(axes)},
        "themes": {"theme": lambda mots: _cles_des_themes(mots, lus.themes)},
        "metiers": {"metier": porte(metiers)},
        "partout": {"region": lambda partout: [FRANCE] if partout else []},
        "departements": {"departement": str.split},
        "stade": {"stade": lambda stade: [stade]},
        "preuve": {"preuve": lambda preuve: [preuve]},
        "etiquettes": {"etiquette": lambda mots: [adresses[int(mot)] for mot in mots.split() if int(mot) in adresses]},
    }
    return {COLONNES.index(colonne): facettes for colonne, facettes in lectures.items()}


def _cles_des_themes(mots: str, themes: Themes) -> set[str]:
    return {themes.par_pk[pk].cle for mot in mots.split() for pk in themes.lignee(int(mot))}


def _par_facette(
    lectures: Mapping[int, Mapping[str, Callable[[Any], Any]]], bruts: Mapping[int, Mapping[Any, list[int]]]
) -> dict[str, dict[Any, set[int]]]:
    """Read each distinct content once, and give its sheets to each value it holds. A region has its departments'."""
    valeurs: dict[str, dict[Any, set[int]]] = {}
    for rang, facettes in lectures.items():
        for nom, lire in facettes.items():
            par_valeur = valeurs.setdefault(nom, {})
            for brut, portees in bruts[rang].items():
                for valeur in lire(brut):
                    par_valeur.setdefault(valeur, set()).update(portees)

    for code, cles in valeurs["departement"].items():
        valeurs["region"].setdefault(region_de(code), set()).update(cles)

    return valeurs
