"""`…/garder/`: what the page sends by itself while one types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bonnes_pratiques.espace import brouillons
from bonnes_pratiques.espace.acces import fiche_de
from bonnes_pratiques.espace.brouillons import AutreOnglet, Reference
from bonnes_pratiques.espace.suivi import suivi_de
from registre.espace.acces import de_membre, sans_perte
from registre.models import Membre
from socle.formulaires.saisie import Saisie

AILLEURS = "Cette fiche est aussi écrite ailleurs : enregistrez pour voir les deux textes."
FIGEE = "Cette fiche est partie en relecture : ce que vous écrivez ici n’est plus gardé."
TROP_LONGUE = "Ce texte est trop long pour être gardé."


@sans_perte
@de_membre
@require_POST
def garder(request: HttpRequest, membre: Membre, pk: int | None = None) -> HttpResponse:
    """Keep what is typed, valid or not. Answer with the version kept, or say why it was not."""
    fiche = fiche_de(membre, pk) if pk else None
    saisie = Saisie.du_formulaire(request)
    if saisie.trop_longue:
        return JsonResponse({"message": TROP_LONGUE}, status=413)
    if fiche and not suivi_de(fiche).modifiable:
        return JsonResponse({"message": FIGEE}, status=409)

    try:
        brouillon = brouillons.garder(membre, fiche, saisie, Reference.du_formulaire(request))
    except AutreOnglet:
        return JsonResponse({"message": AILLEURS}, status=409)

    a = timezone.localtime(brouillon.modifie_le)
    return JsonResponse({"version": brouillon.version, "message": f"Gardé à {a:%H:%M}."})
