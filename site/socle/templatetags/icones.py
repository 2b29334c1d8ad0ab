"""Icons, drawn in the page itself: a sprite would be one more request, for fewer bytes than it spares."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DESSINS = Path(__file__).parents[1] / "icones.svg"
DESSIN = re.compile(r'<symbol id="([\w-]+)" viewBox="0 0 20 20">(.*)</symbol>')


@register.simple_tag
def icone(nom: str) -> SafeString:
    """An icon of `icones.svg`, hidden from screen readers: the words beside it say what it means.

    Raises `KeyError` for a name that is not drawn.
    """
    return format_html(
        '<svg class="icone" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>',
        _dessins()[nom],
    )


@cache
def _dessins() -> dict[str, SafeString]:
    """The drawing of each icon, by name, read once from our own file."""
    trouves = DESSIN.findall(DESSINS.read_text("utf-8"))
    return {nom: mark_safe(trace) for nom, trace in trouves}  # noqa: S308 - our own drawings
