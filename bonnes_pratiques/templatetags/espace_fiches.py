"""The sheets of a coop on the home page of its space, which belongs to the room below."""

from typing import Any

from django import template

from bonnes_pratiques.espace.acces import fiches_de
from bonnes_pratiques.espace.reussites import reussites
from bonnes_pratiques.espace.suivi import suivis
from bonnes_pratiques.models import BrouillonDeFiche, Reprise
from registre.models import Cooperative
from socle.models import User

register = template.Library()


@register.inclusion_tag("bonnes_pratiques/espace/mes_fiches.html")
def fiches_de_l_espace(cooperative: Cooperative, compte: User) -> dict[str, Any]:
    """The sheets of the coop, those that wait for it first, what this person began and did not save, and the targets
    reached that no sheet tells."""
    fiches = [*fiches_de(cooperative).order_by("-latest_revision_created_at", "pk")]
    situations = suivis(fiches)
    paires = [(fiche, situations[fiche.pk]) for fiche in fiches]
    saisies = {b.fiche_id: b for b in BrouillonDeFiche.objects.filter(cooperative=cooperative, auteur=compte)}

    return {
        "coop": cooperative,
        "a_faire": [(f, s, saisies.get(f.pk)) for f, s in paires if s.a_faire],
        "ailleurs": [(f, s) for f, s in paires if not s.a_faire],
        "reussites": reussites(cooperative),
        "commencee": saisies.get(None),
        "reprises_sans_resultat": Reprise.objects.filter(cooperative=cooperative, resultat="").count(),
    }
