"""What the preview of a reminder's words shows."""

from django import template

from registre.rappels.courriel import Courriel
from registre.rappels.exemple import exemple
from registre.rappels.models import FormuleDeRappel

register = template.Library()


@register.simple_tag
def courriel_d_exemple(formule: FormuleDeRappel) -> Courriel:
    """The message that these words would make today, to a coop that does not exist."""
    return exemple(formule)
