"""The funnel: of the candidatures of each region, how many passed each stage."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from registre.etats import EN_INSTRUCTION, Etat
from registre.models import Candidature
from registre.territoires import REGIONS, region_de
from socle.textes.ordre import cle_francaise

COMPTES = {
    "deposees": Count("pk"),
    "completes": Count("complete_le"),
    "admissibles": Count("admissible_le"),
    "labellisees": Count("labellisee_le"),
    "en_instruction": Count("pk", filter=Q(etat__in=sorted(EN_INSTRUCTION))),
    "en_chemin": Count("pk", filter=Q(etat=Etat.ADMISSIBLE)),
    "refusees": Count("refusee_le"),
    "abandonnees": Count("abandonnee_le"),
}


@dataclass
class LigneDEntonnoir:
    """A region's candidatures. The first four count who passed each stage, the others where the rest stands."""

    region: str
    deposees: int = 0
    completes: int = 0
    admissibles: int = 0
    labellisees: int = 0
    en_instruction: int = 0
    en_chemin: int = 0
    refusees: int = 0
    abandonnees: int = 0

    @property
    def part_admissible(self) -> int | None:
        """Of those filed, the share admitted so far, in whole percent; None when none was filed."""
        return round(100 * self.admissibles / self.deposees) if self.deposees else None

    def ajouter(self, comptes: Any) -> None:
        """Add these counts to its own."""
        for nom in COMPTES:
            setattr(self, nom, getattr(self, nom) + comptes[nom])


def entonnoir(candidatures: QuerySet[Candidature]) -> list[LigneDEntonnoir]:
    """Return the total, then each region that filed, in French order; nothing when nobody did. One query."""
    par_departement = candidatures.order_by().values("cooperative__code_departement").annotate(**COMPTES)

    ensemble, regions = LigneDEntonnoir(_("Ensemble")), dict[str, LigneDEntonnoir]()
    for comptes in par_departement:
        nom = REGIONS[region_de(comptes["cooperative__code_departement"])]
        regions.setdefault(nom, LigneDEntonnoir(nom)).ajouter(comptes)
        ensemble.ajouter(comptes)

    rangees = sorted(regions.values(), key=lambda ligne: cle_francaise(ligne.region))
    return [ensemble, *rangees] if rangees else []
