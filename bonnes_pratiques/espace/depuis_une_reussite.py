"""`/espace/<coop>/fiches/depuis/<indicateur>/`: a target reached becomes the draft of a sheet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bonnes_pratiques.espace.fiche import adresse_de
from bonnes_pratiques.espace.reussites import commencer_la_fiche
from bonnes_pratiques.fiches.operations import FicheRefusee
from registre.espace.acces import de_membre
from registre.models import Indicateur, Membre

COMMENCEE = "Le brouillon reprend ce que dit le registre : engagement, chiffres, plan d’action. Racontez le reste."


@de_membre
@require_POST
def depuis(request: HttpRequest, membre: Membre, indicateur: int) -> HttpResponse:
    """Create the draft, or lead to the one there is. Raises `Http404` for an indicator of another coop."""
    try:
        fiche = commencer_la_fiche(membre.cooperative, indicateur, par=membre.user)
    except Indicateur.DoesNotExist as absent:
        raise Http404 from absent
    except FicheRefusee as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect("espace:accueil", coop=membre.cooperative.slug)

    messages.success(request, COMMENCEE)
    return redirect(adresse_de(membre, fiche))
