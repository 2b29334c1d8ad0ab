"""How long what visitors write is kept, read from the settings; and the page that says what becomes of it."""

from django import template
from django.template import Context

from registre.signalements.models import ReglagesDesSignalements
from socle.cadre.reperes import lire_reperes
from socle.conservation import oublis

register = template.Library()

DONNEES_PERSONNELLES = "donnees-personnelles"  # the slug of the French page, laid with the first content


@register.simple_tag
def reglages_des_signalements() -> ReglagesDesSignalements:
    """Return the delay of answer and the months of keeping. One query."""
    return ReglagesDesSignalements.lus()


@register.simple_tag
def durees_de_conservation() -> list[dict[str, str]]:
    """Return each thing kept for a time and for how long, in words. One query, for the settings."""
    return [{"nom": str(oubli.nom), "duree": str(oubli.duree())} for oubli in oublis()]


@register.simple_tag(takes_context=True)
def adresse_donnees_personnelles(context: Context) -> str:
    """The address of that page in the reader's language; empty when the site has none. No query of its own."""
    request = context["request"]
    reperes = lire_reperes(request)
    francaises = (page for page in reperes.pages if page.slug == DONNEES_PERSONNELLES)
    page = next(francaises, None)
    lue = reperes.dans_la_langue(page.pk) if page else None
    return (lue.get_url(request) or "") if lue else ""
