"""The sheets a coop's member reaches."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from bonnes_pratiques.models import FichePratique
from registre.models import Cooperative, Membre


def fiches_de(cooperative: Cooperative) -> QuerySet[FichePratique]:
    """Return the sheets this coop tells, in French: the text others are translated from."""
    return FichePratique.objects.filter(cooperative=cooperative, locale__language_code="fr")


def fiche_de(membre: Membre, pk: int) -> FichePratique:
    """Return a sheet of the member's coop. Raises `Http404` for another's, as for one that does not exist."""
    return get_object_or_404(fiches_de(membre.cooperative).select_related("cooperative", "latest_revision"), pk=pk)
