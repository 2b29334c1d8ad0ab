"""What search engines are told of a piece of news."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from socle.dessins.partage import adresse_vignette
from socle.formats.identite import FEDERATION
from socle.formats.json_ld import balise_json_ld

register = template.Library()


@register.simple_tag(takes_context=True)
def article_structure(context: Context) -> SafeString:
    """The news shown, as schema.org describes a NewsArticle."""
    page, request = context["page"], context["request"]
    editeur = {"@type": "Organization", "name": FEDERATION}
    donnees: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.publiee_le.isoformat(),
        "inLanguage": page.locale.language_code,
        "author": editeur,
        "publisher": editeur,
        "url": page.get_full_url(request) or "",
    }

    if page.pk and page.live:
        donnees["image"] = request.build_absolute_uri(adresse_vignette(page))

    modifiee = page.last_published_at.isoformat() if page.last_published_at else ""
    facultatifs = {"description": page.description, "dateModified": modifiee}
    mots_cles = [etiquette.name for etiquette in context["etiquettes"]]

    return balise_json_ld(
        donnees | {nom: valeur for nom, valeur in facultatifs.items() if valeur} | {"keywords": mots_cles}
    )
