"""What templates ask of the library: a sheet read whole, and the practices that pages of the rooms below show."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from bonnes_pratiques.bibliotheque.donnees_liees import recette
from bonnes_pratiques.bibliotheque.fiche import FicheLue, lire_fiche
from bonnes_pratiques.models import FichePratique

register = template.Library()


@register.simple_tag(takes_context=True)
def fiche_lue(context: Context, fiche: FichePratique) -> FicheLue:
    """Return the sheet as read today, the same for every block of the page."""
    request: Any = context["request"]
    lues: dict[Any, FicheLue] = request.__dict__.setdefault("_fiches_lues", {})
    if fiche.pk not in lues:
        lues[fiche.pk] = lire_fiche(fiche)
    return lues[fiche.pk]


@register.simple_tag(takes_context=True)
def donnees_de_fiche(context: Context, fiche: FichePratique) -> SafeString:
    """The sheet's linked data, about the one address of its page."""
    return recette(fiche, fiche_lue(context, fiche), fiche.get_full_url(context["request"]) or "")
