"""What a page or snippet takes along when it is withdrawn or deleted, for the forms that ask before doing it."""

from collections.abc import Iterable
from typing import Any

from django import template

from socle.langues.versions import publiques

register = template.Library()


@register.inclusion_tag("socle/administration/versions_qui_suivent.html")
def versions_qui_suivent(objets: Any) -> dict[str, Any]:
    """Name the translations that go offline with these: one page or snippet, or the lines of a list."""
    return {"suivent": publiques([ligne["item"] for ligne in objets] if isinstance(objets, Iterable) else [objets])}
