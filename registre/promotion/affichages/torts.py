"""Which badges are shown by coops that may no longer, on a day: derived from what was seen and from the register.

A badge or a card is shown wrongly when its number does not hold on that day, is another coop's, or is nobody's. A link
leads to the register, which says the truth by itself; a number in a sentence may tell the past: neither is a wrong.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from registre.etats import StatutDeLabel
from registre.lecture.etats_du_jour import EtatLu, etats_du_jour
from registre.lecture.label_du_jour import ANNULE
from registre.promotion.models import Affichage, Constat, FormeVue, LabelVu, ResultatDuConstat

MONTRENT = frozenset({FormeVue.BADGE.value, FormeVue.CARTE.value})


@dataclass(frozen=True)
class Tort:
    """A label shown wrongly: under which form, its number, and why it may not be."""

    forme: str
    numero: str
    raison: str

    def __str__(self) -> str:
        return _("%(forme)s %(numero)s : %(raison)s") % {
            "forme": FormeVue(self.forme).label,
            "numero": self.numero,
            "raison": self.raison,
        }


def derniers_constats(*, lisibles: bool = False) -> QuerySet[Constat]:
    """Return the latest look of each address, or the latest that could read the page."""
    voulus = Constat.objects.filter(affichage=OuterRef("affichage"))
    if lisibles:
        voulus = voulus.exclude(resultat=ResultatDuConstat.INJOIGNABLE)
    return Constat.objects.filter(pk=Subquery(voulus.order_by("-vu_le", "-pk").values("pk")[:1]))


def torts(au: datetime.date, affichages: Collection[int] | None = None) -> dict[int, list[Tort]]:
    """Return, by key of address, what is shown wrongly on `au`; all addresses for None. Three queries."""
    vus = LabelVu.objects.filter(constat__in=derniers_constats(lisibles=True), forme__in=MONTRENT)
    if affichages is not None:
        vus = vus.filter(constat__affichage__in=affichages)
    lus = list(vus.select_related("constat__affichage").order_by("forme", "numero"))
    etats = etats_du_jour({vu.numero for vu in lus}, au)

    trouves: dict[int, list[Tort]] = {}
    for vu in lus:
        affichage = vu.constat.affichage
        if raison := raison_du_tort(etats.get(vu.numero), affichage):
            trouves.setdefault(affichage.pk, []).append(Tort(vu.forme, vu.numero, raison))

    return trouves


def raison_du_tort(etat: EtatLu | None, affichage: Affichage) -> str:
    """Return why the coop of this address may not show this label, empty when it may."""
    if etat is None:
        return _("numéro inconnu du registre")
    if etat.cooperative_id != affichage.cooperative_id:
        return _("label d’une autre coopérative")
    if etat.en_vigueur:
        return ""
    return _("numéro annulé") if etat.etat == ANNULE else str(StatutDeLabel(etat.etat).label)
