"""Pieces of a page kept as they were rendered, as long as nothing they may show has changed.

    {% morceaux as garde %}
    {% cache garde.duree signatures garde.version edition.source.code using="morceaux" %}…{% endcache %}

Django's own tag keeps them; this one says under which version, so that what is kept is never older than a change, a
day, a language. Whatever else a piece depends on stands after the version. A piece never depends on who reads.
"""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone, translation

from socle.cache.durees import DUREE, LECTURE
from socle.cadre.memoire import version_de_tout

register = template.Library()
JAMAIS = 0


@dataclass(frozen=True)
class Garde:
    """Under which version pieces are kept, and for how many seconds: none where they may not be kept at all."""

    version: str
    duree: int


@register.simple_tag(takes_context=True)
def morceaux(context: Context) -> Garde:
    """Return how the pieces of this page are kept: not in a preview, nor when something was just written.

    The versions are read once per request, before what the pieces show (`socle.cadre.version_lue_une_fois`).
    """
    request: HttpRequest = context["request"]
    if getattr(request, "is_preview", False) or request.method not in LECTURE:
        return Garde("", JAMAIS)

    version = version_de_tout()
    ailleurs = f"{timezone.localdate()} {translation.get_language()} {request.get_host()}"
    return Garde(f"{version} {ailleurs}", DUREE if version else JAMAIS)
