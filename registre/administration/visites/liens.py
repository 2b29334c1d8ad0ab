"""The ways to the reports of a candidature, from its own page and from its dossier."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from registre.calendrier.echeances import echeances
from registre.etats import NaturePoint
from registre.models import Candidature
from registre.visites.acces import suit_le_dossier
from registre.visites.models import CompteRenduDeVisite


@dataclass(frozen=True)
class Visites:
    """The reports that an account reads, the last first, and where it writes one while the visit is awaited."""

    comptes_rendus: tuple[CompteRenduDeVisite, ...] = ()
    a_ecrire: str = ""

    def __bool__(self) -> bool:
        return bool(self.comptes_rendus or self.a_ecrire)


def visites_de(candidature: Candidature, user: Any) -> Visites:
    """Return what this account reads and writes of the visit of a candidature; nothing before admissibility."""
    if candidature.admissible_le is None or not suit_le_dossier(user, candidature.cooperative, candidature.rang):
        return Visites()

    lus = CompteRenduDeVisite.objects.filter(cooperative=candidature.cooperative_id, rang=candidature.rang)
    attendue = any(due.nature == NaturePoint.VISITE and due.attendue for due in echeances(candidature))
    return Visites(
        comptes_rendus=tuple(lus.select_related("envoye_par").order_by("-envoye_le", "-pk")),
        a_ecrire=reverse("registre_visite", args=[candidature.pk]) if attendue else "",
    )
