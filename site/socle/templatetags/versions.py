"""What a page or snippet takes along when it is withdrawn or deleted, for the forms that ask before doing it."""

from collections.abc import Iterable
from typing import Any

from django import template

from socle import versions

register = template.Library()


@register.inclusion_tag("socle/administration/versions_qui_suivent.html")
def versions_qui_suivent(objets: Any, geste: str) -> dict[str, Any]:
    """Name the translations that go with these: one thing, or lines of a list; `geste` is "retirer" or "supprimer"."""
    lignes = [ligne["item"] for ligne in objets] if isinstance(objets, Iterable) else [objets]
    suivent = versions.traductions(lignes) if geste == "supprimer" else versions.publiques(lignes)
    return {"suivent": suivent, "geste": geste}
