"""The engagements as a glossary search engines can read: a DefinedTermSet and its DefinedTerms (schema.org)."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from raison_detre.edition import Edition
from raison_detre.models import Engagement, EngagementsPage
from socle.formats.json_ld import balise_json_ld

register = template.Library()


@register.simple_tag(takes_context=True)
def ensemble_de_termes(context: Context) -> SafeString | str:
    """Every engagement of the edition shown; nothing when none is in force."""
    edition = context["edition"]
    if edition is None:
        return ""
    adresse = _page(context)
    termes = [_terme(adresse, context["page"], edition, engagement) for engagement in edition.engagements]
    return balise_json_ld(_ensemble(adresse, edition) | {"hasDefinedTerm": termes})


@register.simple_tag(takes_context=True)
def terme(context: Context) -> SafeString:
    """The engagement shown, and the set it belongs to."""
    edition, adresse = context["edition"], _page(context)
    donnees = _terme(adresse, context["page"], edition, context["engagement"])
    description = context["sous_page"].description
    return balise_json_ld(donnees | {"description": description, "inDefinedTermSet": _ensemble(adresse, edition)})


def _page(context: Context) -> str:
    return context["page"].get_full_url(context["request"]) or ""


def _ensemble(adresse: str, edition: Edition) -> dict[str, Any]:
    return {
        "@type": "DefinedTermSet",
        "@id": f"{adresse}#edition-{edition.source.code}",
        "name": edition.texte.nom,
        "description": edition.texte.titre,
        "url": adresse,
    }


def _terme(adresse: str, page: EngagementsPage, edition: Edition, engagement: Engagement) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "termCode": str(engagement.numero),
        "name": engagement.intitule,
        "url": adresse + page.suite(edition, engagement),
    }
