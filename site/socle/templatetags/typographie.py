"""French spacing, dates in full, and titles set on two levels."""

import datetime
import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

INSECABLE = "\u00a0"
FINE_INSECABLE = "\u202f"

BALISE = re.compile(r"(<[^>]*>)")
ESPACES = (
    (re.compile(r" (?=[:»€]|%(?!\())"), INSECABLE),
    (re.compile(r"(?<=«) "), INSECABLE),
    (re.compile(r" (?=[;!?])"), FINE_INSECABLE),
    (re.compile(r"(?<=\bn°) (?=\d)"), INSECABLE),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), FINE_INSECABLE),
)


@register.filter(is_safe=True)
@stringfilter
def typo(texte: str) -> str:
    """Turn into non-breaking ones the ordinary spaces that French keeps with their sign. Nothing else is touched.

    Only spaces already typed are changed, so an address or a time of day stays whole; tags of HTML are left alone.
    English text comes out as it went in.
    """
    if translation.get_language() != "fr":
        return texte
    return "".join(morceau if morceau.startswith("<") else _espacer(morceau) for morceau in BALISE.split(texte))


def _espacer(texte: str) -> str:
    for motif, espace in ESPACES:
        texte = motif.sub(espace, texte)
    return texte


@register.simple_tag
def jour(date: datetime.date) -> SafeString:
    """A date in full, readable by machines: `<time datetime="2021-09-09">9 septembre 2021</time>`."""
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), en_toutes_lettres(date))


@register.filter
def en_toutes_lettres(date: datetime.date) -> str:
    """A day in full, "1er mars 2027", where no tag may stand; of a moment, the day it is in Paris."""
    if isinstance(date, datetime.datetime):
        date = timezone.localtime(date)
    quantieme = "1er" if date.day == 1 and translation.get_language() == "fr" else date.day
    return f"{quantieme}{INSECABLE}{MONTHS[date.month]} {date.year}"


@register.filter
def nombre(valeur: int) -> str:
    """A whole number with its thousands apart, never parted at the end of a line: "5 206", "5,206" in English."""
    return number_format(valeur, force_grouping=True)


@register.filter
@stringfilter
def deux_niveaux(titre: str) -> tuple[str, str]:
    """Cut a title at its first colon: what announces, colon included, and what is said. The first may be empty."""
    tete, deux_points, suite = titre.partition(":")
    return (f"{tete}{deux_points}".strip(), suite.strip()) if suite.strip() else ("", titre)


@register.filter
def en_annees(mois: int) -> int:
    """Whole years in a number of months, 0 when it does not fall right."""
    return mois // 12 if mois % 12 == 0 else 0
