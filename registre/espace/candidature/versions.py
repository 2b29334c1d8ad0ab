"""`…/candidature/versions/<n>/`: what was filed, as it was filed, with what it changed of the version before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registre.dossier.contenu import de_json
from registre.dossier.differences import differences
from registre.dossier.models import Version
from registre.espace.acces import de_membre
from registre.models import Membre


@de_membre
@require_safe
def version(request: HttpRequest, membre: Membre, n: int) -> HttpResponse:
    """Show a version of this coop, ready to print. Raises `Http404` for one that was never filed."""
    versions = Version.objects.select_related("auteur__par", "dossier")
    lue = get_object_or_404(versions, cooperative=membre.cooperative, numero=n)
    avant = versions.filter(dossier=lue.dossier, numero__lt=n).order_by("-numero").first()

    contenu = de_json(lue.contenu)
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": f"Version {lue.numero} du dossier",
        "version": lue,
        "avant": avant,
        "contenu": contenu,
        "changements": differences(de_json(avant.contenu), contenu) if avant else [],
    }

    return render(request, "registre/espace/candidature/version.html", contexte)
