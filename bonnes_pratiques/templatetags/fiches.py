"""What templates ask of the library: a sheet read whole, and the practices that pages of the rooms below show."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from bonnes_pratiques.bibliotheque.fiche.donnees_liees import recette
from bonnes_pratiques.bibliotheque.fiche.fiche_lue import FicheLue, lire_fiche
from bonnes_pratiques.bibliotheque.pratiques import de_l_engagement, de_la_cooperative
from bonnes_pratiques.models import FichePratique
from bonnes_pratiques.publication.accueil import lire_accueil
from raison_detre.edition import Edition
from raison_detre.models import Engagement
from registre.models import Cooperative

register = template.Library()


@register.simple_tag(takes_context=True)
def fiche_lue(context: Context, fiche: FichePratique) -> FicheLue:
    """Return the sheet as read today, the same for every block of the page."""
    request: Any = context["request"]
    lues: dict[Any, FicheLue] = request.__dict__.setdefault("_fiches_lues", {})
    if fiche.pk not in lues:
        lues[fiche.pk] = lire_fiche(fiche, request)
    return lues[fiche.pk]


@register.simple_tag(takes_context=True)
def donnees_de_fiche(context: Context, fiche: FichePratique) -> SafeString:
    """The sheet's linked data, about the one address of its page."""
    return recette(fiche, fiche_lue(context, fiche), fiche.get_full_url(context["request"]) or "")


@register.inclusion_tag("bonnes_pratiques/bibliotheque/inserts/accueil.html", takes_context=True)
def pratiques_en_accueil(context: Context) -> dict[str, Any]:
    """The three latest practices, read with the news and dates of the page."""
    request = context["request"]
    return {"pratiques": lire_accueil(request).pratiques, "request": request}


@register.inclusion_tag("bonnes_pratiques/bibliotheque/inserts/cooperative.html", takes_context=True)
def pratiques_de_la_cooperative(context: Context, cooperative: Cooperative) -> dict[str, Any]:
    """What a coop tells, and the public indicators it moved. One query."""
    return {"pratiques": de_la_cooperative(cooperative), "request": context["request"]}


@register.inclusion_tag("bonnes_pratiques/bibliotheque/inserts/engagement.html", takes_context=True)
def pratiques_de_l_engagement(context: Context, engagement: Engagement, edition: Edition) -> dict[str, Any]:
    """The practices that illustrate an engagement. One query. Only the edition in force has a list to lead to."""
    pratiques, davantage = de_l_engagement(engagement)
    return {
        "pratiques": pratiques,
        "adresse": f"?engagement={engagement.numero}" if davantage and edition.est_courante else "",
        "request": context["request"],
        "demonstration": any(pratique.demonstration for pratique in pratiques),
    }
