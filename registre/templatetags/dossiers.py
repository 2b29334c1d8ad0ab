"""What a page of a dossier shows of a value, of a file, of a step."""

import datetime
from decimal import Decimal

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

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


@register.simple_tag(takes_context=True)
def commenter(context: Context, etape: str, champ: str, quoi: str) -> SafeString:
    """The way to what is said of a place of the dossier, how much there is; nothing where nobody comments."""
    commentaires = context.get("commentaires")
    if commentaires is None:
        return SafeString()
    return format_html(
        '<p class="champ__aide commenter"><a href="{}">{}<span class="lu-par-ecran-seul"> sur : {}</span></a></p>',
        commentaires.lien(etape, champ),
        commentaires.compte(etape, champ).en_mots,
        quoi,
    )


@register.simple_tag(takes_context=True)
def commenter_ici(context: Context, champ: str, quoi: str) -> SafeString:
    """The same in the form of a step: what is typed is kept before one leaves, so it is one of the form's buttons."""
    return format_html(
        '<button class="action commenter" type="submit" name="action" value="commenter:{}">{}'
        '<span class="lu-par-ecran-seul"> sur : {}</span></button>',
        champ,
        context["commentaires"].compte(context["page_d_etape"].nom, champ).en_mots,
        quoi,
    )
