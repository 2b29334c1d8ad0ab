"""What a reader wants to know before downloading a file."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from wagtail.documents.models import AbstractDocument

register = template.Library()

ESPACE = "\N{NO-BREAK SPACE}"
OCTET = {"fr": "o"}  # a byte's symbol: octet in French, B elsewhere
PREFIXES = ("", "k", "M", "G")
# What rounds to a thousand takes the next prefix; what rounds to ten loses its decimal.
MILLE, DIX = 999.5, 9.95


@register.filter
def type_et_taille(document: AbstractDocument) -> str:
    """Return type and size of a file in the reader's language, "PDF, 1,2 Mo"; the type alone if the file is gone."""
    extension = document.file_extension.upper()
    taille = document.get_file_size()
    return f"{extension}, {poids(taille)}" if taille else extension


def poids(octets: int) -> str:
    """Return a number of bytes as people write it: by thousands, not 1024, with one decimal under ten."""
    rang, valeur = 0, float(octets)
    while valeur >= MILLE and rang < len(PREFIXES) - 1:
        rang, valeur = rang + 1, valeur / 1000
    decimales = 1 if rang and valeur < DIX else 0
    unite = PREFIXES[rang] + OCTET.get((get_language() or "")[:2], "B")
    return f"{number_format(round(valeur, decimales), decimales)}{ESPACE}{unite}"
