"""How coops labelled today measure each engagement: the names of their public indicators, the most used first."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from registre.etats import Statut
from registre.indicateurs_publics import PUBLICS
from registre.models import Indicateur, PeriodeDeStatut

MONTRES = 5  # for an engagement


@dataclass(frozen=True)
class IndicateurEmploye:
    """An indicator by its name and unit, and how many labelled coops use it. `fictifs`: of those that do not exist."""

    nom: str
    unite: str
    cooperatives: int
    fictifs: int


def indicateurs_employes(cles: Collection[str], au: datetime.date) -> dict[str, list[IndicateurEmploye]]:
    """Return, by key of engagement, the public indicators of the labels in force on `au`. One query, bounded rows.

    Those of a filing that waits, of a coop engaged or suspended, and those kept for the committee, are not there.
    """
    labellisees = PeriodeDeStatut.objects.filter(statut=Statut.LABELLISEE, du__lte=au, jusqu_au__gte=au)
    employes = (
        Indicateur.objects.filter(
            **PUBLICS,
            engagement_pris__engagement__cle__in=cles,
            engagement_pris__candidature__labels__in=labellisees.values("label"),
        )
        .values("nom", "unite", cle=F("engagement_pris__engagement__cle"))
        .annotate(
            cooperatives=Count("engagement_pris__candidature__cooperative", distinct=True),
            fictifs=Count(
                "engagement_pris__candidature__cooperative",
                distinct=True,
                filter=Q(engagement_pris__candidature__cooperative__demonstration=True),
            ),
        )
    )
    place = Window(RowNumber(), partition_by=F("cle"), order_by=[F("cooperatives").desc(), F("nom"), F("unite")])

    par_cle: dict[str, list[IndicateurEmploye]] = {}
    for ligne in employes.annotate(place=place).filter(place__lte=MONTRES).order_by("cle", "place"):
        employe = IndicateurEmploye(ligne["nom"], ligne["unite"], ligne["cooperatives"], ligne["fictifs"])
        par_cle.setdefault(ligne["cle"], []).append(employe)
    return par_cle
