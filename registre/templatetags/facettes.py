"""The values of a facet, written at once: a hundred and twenty of them in a template take as long as all the rows."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from registre.public.connaissance.jour import DERNIER_JOUR, PREMIER_JOUR
from socle.liste.choix import Choix
from socle.templatetags.typographie import typo

register = template.Library()

OPTION = '<option value="{}"{}>{}</option>'
CASE = '<label class="coche{}"><input type="checkbox" name="{}" value="{}" form="filtres"{}> {}</label>'
SELECTED, CHECKED = mark_safe(" selected"), mark_safe(" checked")


@register.filter
def options(choix: Iterable[Choix]) -> SafeString:
    """The options of a list: the words of each value and, in brackets, the number of coops it would show."""
    lignes = ((possible.valeur, SELECTED if possible.choisi else "", possible.libelle) for possible in choix)
    return format_html_join("", OPTION, lignes)


@register.simple_tag
def cases(nom: str, choix: Iterable[Choix], classe: str = "") -> SafeString:
    """The boxes to tick of a facet that takes several values. `classe` colours them."""
    classe = f" {classe}" if classe else ""
    lignes = (
        (classe, nom, possible.valeur, CHECKED if possible.choisi else "", typo(possible.libelle)) for possible in choix
    )
    return format_html_join("\n", CASE, lignes)


@register.simple_tag
def premier_jour() -> str:
    """The first day that the register answers for, as a field of a form takes it."""
    return PREMIER_JOUR.isoformat()


@register.simple_tag
def dernier_jour() -> str:
    """The last day that it answers for, in the same form."""
    return DERNIER_JOUR.isoformat()
