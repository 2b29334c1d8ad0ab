"""The absolute addresses of what shows a label elsewhere: what other sites paste must hold for years."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from socle.formats.identite import MARQUE


@dataclass(frozen=True)
class Decouverte:
    """Where a program that reads a label's page is told what to show for it."""

    json: str
    xml: str
    titre: str


def absolue(nom: str, *arguments: str, **question: str) -> str:
    """Return the absolute address of a view in the active language, with this question."""
    suite = f"?{urlencode(question)}" if question else ""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(nom, args=arguments)}{suite}"


def decouverte(numero: str) -> Decouverte:
    """Return the addresses of the oEmbed answers for a label, in the active language."""
    page = absolue("registre:label", numero)
    en_json, en_xml = (absolue("promotion:oembed", url=page, format=sorte) for sorte in ("json", "xml"))
    return Decouverte(en_json, en_xml, f"{numero} – {MARQUE}")
