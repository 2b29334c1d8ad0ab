"""What the home page shows of the room: the next dates, the latest news, the newsletter."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from wagtail.models import Site

from bonnes_pratiques.agenda.entrees import a_venir
from bonnes_pratiques.models import ActualitePage, ActualitesPage, AgendaPage, LettreDInformation, RendezVousPage
from bonnes_pratiques.models.agenda import adresse_de_la_demarche
from socle.reperes import lire_reperes

register = template.Library()

MONTREES = 3


@register.inclusion_tag("bonnes_pratiques/inserts/accueil.html", takes_context=True)
def vie_du_reseau(context: Context) -> dict[str, Any]:
    """The next dates and the latest news, each only where its page is published. Five queries at most."""
    request = context["request"]
    reperes, au = lire_reperes(request), timezone.localdate()
    agenda, actualites = reperes.du_type(AgendaPage), reperes.du_type(ActualitesPage)
    dates = a_venir(RendezVousPage.objects.publiees(), au, adresse_de_la_demarche(request), MONTREES) if agenda else []
    nouvelles = list(ActualitePage.objects.publiees().order_by("-publiee_le", "-pk")[:MONTREES]) if actualites else []
    return {
        "au": au,
        "agenda": agenda,
        "actualites": actualites,
        "dates": dates,
        "nouvelles": nouvelles,
        "demonstration": any(montre.demonstration for montre in (*dates, *nouvelles)),
    }


@register.inclusion_tag("bonnes_pratiques/inserts/lettre.html", takes_context=True)
def lettre_d_information(context: Context) -> dict[str, Any]:
    """The newsletter, when the editors gave its address. One query."""
    site = Site.find_for_request(context["request"])
    lettre = LettreDInformation.objects.filter(site=site).exclude(adresse="").first() if site else None
    return {"lettre": lettre}
