"""What the page of the course shows of a choice of engagements: the simulator is of the room above."""

from django import template
from django.template import Context
from django.utils import timezone

from raison_detre.edition import Edition
from registre.public.simulateur.simulation import Simulation, simuler

register = template.Library()


@register.simple_tag(takes_context=True)
def simulation(context: Context, edition: Edition) -> Simulation:
    """Return what the address of the page chooses, held to the rules of the edition. One query."""
    return simuler(edition, context["request"].GET, timezone.localdate())
