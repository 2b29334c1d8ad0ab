"""What the admin's templates write in agreement with a name."""

from django import template

from socle.administration.francais.accord import Nom

register = template.Library()


@register.simple_tag
def ajouter(nom: str) -> str:
    """Return "Ajouter" and the name with its article."""
    return f"Ajouter {Nom(str(nom)).un}"
