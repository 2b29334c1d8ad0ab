"""What the home page shows of the room: the next dates, the latest news, the newsletter."""

from typing import Any

from django import template
from django.template import Context
from wagtail.models import Site

from bonnes_pratiques.models import LettreDInformation
from bonnes_pratiques.publication.accueil import lire_accueil

register = template.Library()


@register.inclusion_tag("bonnes_pratiques/inserts/accueil.html", takes_context=True)
def vie_du_reseau(context: Context) -> dict[str, Any]:
    """The next dates and the latest news, each only where its page is published."""
    lu = lire_accueil(context["request"])
    return {
        "au": lu.au,
        "agenda": lu.agenda,
        "actualites": lu.actualites,
        "dates": lu.dates,
        "nouvelles": lu.nouvelles,
    }


@register.inclusion_tag("bonnes_pratiques/inserts/demonstration.html", takes_context=True)
def demonstration_en_accueil(context: Context, labels_fictifs: bool) -> dict[str, Any]:
    """The one warning of the home page: something it shows, of whichever room, is fictional. No query of its own."""
    lu = lire_accueil(context["request"])
    montres = (*lu.pratiques, *lu.dates, *lu.nouvelles)
    return {"demonstration": labels_fictifs or any(montre.demonstration for montre in montres)}


@register.inclusion_tag("bonnes_pratiques/inserts/lettre.html", takes_context=True)
def lettre_d_information(context: Context) -> dict[str, Any]:
    """The newsletter, when the editors gave its address. One query."""
    site = Site.find_for_request(context["request"])
    lettre = LettreDInformation.objects.filter(site=site).exclude(adresse="").first() if site else None
    return {"lettre": lettre}
