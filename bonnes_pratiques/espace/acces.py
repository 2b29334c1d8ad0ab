"""The sheets a coop's member reaches, and what happens to a form whose session expired."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from bonnes_pratiques.espace.brouillons import deposer
from bonnes_pratiques.models import FichePratique
from registre.espace.acces import Vue, reserver
from registre.models import Cooperative, Membre

AUTOMATIQUE = "garder/"


def fiches_de(cooperative: Cooperative) -> QuerySet[FichePratique]:
    """Return the sheets this coop tells, in French: the text others are translated from."""
    return FichePratique.objects.filter(cooperative=cooperative, locale__language_code="fr")


def fiche_de(membre: Membre, pk: int) -> FichePratique:
    """Return a sheet of the member's coop. Raises `Http404` for another's, as for one that does not exist."""
    return get_object_or_404(fiches_de(membre.cooperative).select_related("cooperative", "latest_revision"), pk=pk)


def sans_perte(vue: Vue) -> Callable[..., HttpResponse]:
    """Keep what an expired session sends, before asking to log in again."""

    @wraps(vue)
    def protegee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return vue(request, *args, **kwargs)
        automatique = request.path.endswith(AUTOMATIQUE)
        adresse = request.path.removesuffix(AUTOMATIQUE)
        garde = deposer(request, adresse)
        if automatique:
            return reserver(JsonResponse({"session": False, "garde": garde}, status=401))
        return reserver(redirect_to_login(adresse))

    return protegee
