"""How many coops did each act, on a day, in each region; and which of them agreed to be named.

Counted: members of the Federation on that day whose act was done by then, named or not. Named: those who agreed.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Count
from django.utils import translation

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.models import PeriodeDeStatut
from registre.promotion.models import Deploiement
from registre.territoires import REGIONS
from socle.cadre.memoire import Memoire, version_de_tout
from socle.textes.ordre import EnFrancais, cle_francaise

NOMS_MONTRES = 20  # for each act: the page of four acts stays a page


@dataclass(frozen=True)
class CompteDActe:
    """So many coops did an act, out of so many members."""

    acte: ActeDeDeploiement
    nombre: int
    sur: int

    @property
    def pourcent(self) -> float:
        """The share, in percent, 0 of nothing being 0."""
        return 100 * self.nombre / self.sur if self.sur else 0.0


@dataclass(frozen=True)
class LigneDActes:
    """A region, or the whole: its name, its members, and a count for each act in their order."""

    nom: str
    sur: int
    comptes: tuple[CompteDActe, ...]


@dataclass(frozen=True)
class DeploiementCompte:
    """The counts of a day: all together, then by region in French order; `demonstration` when a coop is fictional."""

    au: datetime.date
    ensemble: LigneDActes
    regions: tuple[LigneDActes, ...]
    demonstration: bool

    def de(self, acte: str) -> CompteDActe:
        """Return the count of an act, all regions together."""
        return next(compte for compte in self.ensemble.comptes if compte.acte == acte)


_memoire: Memoire[tuple[datetime.date, str | None], DeploiementCompte] = Memoire(version_de_tout)


def compter_le_deploiement(au: datetime.date) -> DeploiementCompte:
    """Return the counts on `au`, from memory when nothing was written since. Else three queries, for any number."""
    return _memoire.retrouver((au, translation.get_language()), partial(_compter, au))


def _compter(au: datetime.date) -> DeploiementCompte:
    membres = PeriodeDeStatut.objects.filter(membre=True).au(au).order_by()
    faits = membres.filter(cooperative__deploiements__fait_le__lte=au)
    actifs = Counter(dict(membres.values_list("code_region").annotate(n=Count("*"))))

    par_region: dict[str, Counter[str]] = {code: Counter() for code in REGIONS}
    for code, acte, n in faits.values_list("code_region", "cooperative__deploiements__acte").annotate(n=Count("*")):
        par_region[code][acte] += n

    regions = [_ligne(nom, actifs[code], par_region[code]) for code, nom in REGIONS.items() if actifs[code]]
    tous = sum(par_region.values(), Counter[str]())
    return DeploiementCompte(
        au=au,
        ensemble=_ligne("", actifs.total(), tous),
        regions=tuple(sorted(regions, key=lambda ligne: cle_francaise(ligne.nom))),
        demonstration=faits.filter(cooperative__demonstration=True).exists(),
    )


def _ligne(nom: str, sur: int, nombres: Counter[str]) -> LigneDActes:
    return LigneDActes(nom, sur, tuple(CompteDActe(acte, nombres[acte], sur) for acte in ActeDeDeploiement))


def coops_nommees(acte: str, au: datetime.date) -> Sequence[Deploiement]:
    """Return the declarations of the members that agreed to be named for this act, some at most. One query."""
    membres = PeriodeDeStatut.objects.filter(membre=True).au(au).order_by().values("cooperative")
    nommees = Deploiement.objects.filter(
        acte=acte, affichage_consenti=True, fait_le__lte=au, cooperative__in=membres
    ).select_related("cooperative")
    return list(nommees.order_by(EnFrancais("cooperative__nom"), "pk")[:NOMS_MONTRES])
