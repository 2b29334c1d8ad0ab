"""Icons, drawn once in a sprite."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icone(nom: str) -> SafeString:
    """An icon of the sprite, hidden from screen readers: the words beside it say what it means."""
    sprite = static("socle/icones.svg")
    return format_html(
        '<svg class="icone" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        sprite,
        nom,
    )
