"""What pages show of the acts that deploy the Raison d'être: how many, where, by whom for those who agreed."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from raison_detre.deploiement.actes import ActeDeDeploiement
from raison_detre.deploiement.page import SUITE
from registre.models import Cooperative, PeriodeDeStatut
from registre.promotion.affichages.torts import torts
from registre.promotion.deploiement.actes_d_une_coop import actes_lus
from registre.promotion.deploiement.comptes import DeploiementCompte, compter_le_deploiement, coops_nommees
from registre.promotion.models import Affichage, Deploiement

register = template.Library()


def _compte(context: Context) -> DeploiementCompte:
    """The counts of today, read once for a page."""
    request = context["request"]
    if not hasattr(request, "_deploiement"):
        request._deploiement = compter_le_deploiement(timezone.localdate())
    return request._deploiement


@register.inclusion_tag("registre/inserts/deploiement_de_l_acte.html", takes_context=True)
def coops_qui_l_ont_fait(context: Context, acte: str) -> dict[str, Any]:
    """How many members did an act, and who among those who agreed to be named. One query, and three for the page."""
    compte, nommees = _compte(context).de(acte), coops_nommees(acte, timezone.localdate())
    return {
        "compte": compte,
        "nommees": nommees,
        "autres": compte.nombre - len(nommees),
        "demonstration": any(ligne.cooperative.demonstration for ligne in nommees),
    }


@register.inclusion_tag("registre/inserts/deploiement_par_region.html", takes_context=True)
def deploiement_par_region(context: Context) -> dict[str, Any]:
    """The counts of today by region, each act a column."""
    return {"deploiement": _compte(context)}


@register.inclusion_tag("registre/inserts/deploiement_du_manifeste.html", takes_context=True)
def deploiement_du_manifeste(context: Context) -> dict[str, Any]:
    """The four acts under the manifesto: how many did each, and the way to their page. Three queries."""
    return {"deploiement": _compte(context), "adresse": f"{context['page'].url}{SUITE}"}


@register.inclusion_tag("registre/inserts/deploiement_de_la_coop.html")
def actes_de_la_cooperative(periode: PeriodeDeStatut) -> dict[str, Any]:
    """What a coop agreed to show of the acts it had done by a day, read with its period of that day. No query."""
    return {"actes": actes_lus(periode)}


@register.inclusion_tag("registre/espace/inserts/deploiement.html")
def deploiement_de_l_espace(coop: Cooperative) -> dict[str, Any]:
    """In a coop's space: how many of the four acts it declared, and the way to the others. One query."""
    faits = Deploiement.objects.filter(cooperative=coop).count()
    return {"coop": coop, "faits": faits, "actes": len(ActeDeDeploiement)}


@register.inclusion_tag("registre/espace/inserts/affichages.html")
def affichages_declares(coop: Cooperative) -> dict[str, Any]:
    """In a coop's space, beside the material of its label: where it says it shows it, how well. Four queries."""
    cles = list(Affichage.objects.filter(cooperative=coop).values_list("pk", flat=True))
    return {"coop": coop, "nombre": len(cles), "a_tort": len(torts(timezone.localdate(), cles))}
