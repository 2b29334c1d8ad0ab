"""What a page of a dossier shows of a value, of a file, of a step."""

import datetime
from decimal import Decimal

from django import template

from registre.indicateurs_publics import valeur_en_mots

register = template.Library()

KILO = 1024


@register.simple_tag
def valeur_datee(valeur: Decimal | None, unite: str, le: datetime.date | None) -> str:
    """A dated value in words; "à dire" when it is not said yet."""
    return valeur_en_mots(valeur, unite, le) or "à dire"


@register.filter
def poids(octets: int) -> str:
    """A size of file as one says it: "12 ko", "3,4 Mo"."""
    if octets < KILO * KILO:
        return f"{max(octets // KILO, 1)} ko"
    return f"{octets / KILO / KILO:.1f} Mo".replace(".", ",")
