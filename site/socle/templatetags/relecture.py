"""What whoever approves a text reads first: what will be public, and where to see it."""

from typing import Any

from django import template

from socle.administration.suites import a_lire_avant

register = template.Library()


@register.inclusion_tag("socle/administration/ce_qui_sera_lu.html")
def ce_qui_sera_lu(etape: Any) -> dict[str, Any]:
    """Show what approving this step makes public."""
    return a_lire_avant(etape)
