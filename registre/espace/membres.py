"""`/espace/<coop>/membres/`: who is a member; the référent invites, changes roles and removes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from registre.comptes import membres as operations
from registre.espace.acces import de_membre, de_referent
from registre.espace.formulaires import FormulaireInvitation
from registre.models import Invitation, Membre
from registre.operations import OperationRefusee


@de_membre
@require_http_methods(["GET", "HEAD"])
def membres(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the members; to the référent, the invitations and the form to invite too."""
    return _page(request, membre, FormulaireInvitation())


@de_referent
@require_POST
def inviter(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Send an invitation. A refusal is shown on the form, with what was typed."""
    formulaire = FormulaireInvitation(request.POST)
    if not formulaire.is_valid():
        return _page(request, membre, formulaire)

    try:
        invitation = operations.inviter(membre.cooperative_id, par=membre.user, **formulaire.cleaned_data)
    except OperationRefusee as refus:
        for message in refus.messages:
            formulaire.add_error("courriel", message)
        return _page(request, membre, formulaire)

    messages.success(request, f"Invitation envoyée à {invitation.courriel}.")
    return _retour(membre)


@de_referent
@require_POST
def annuler(request: HttpRequest, membre: Membre, invitation: int) -> HttpResponse:
    """Void an invitation of this coop. Raises `Http404` for another's."""
    voulue = get_object_or_404(Invitation, pk=invitation, cooperative=membre.cooperative)
    return _faire(
        request, membre, lambda: operations.annuler_invitation(voulue.pk, par=membre.user), "Invitation annulée."
    )


@de_referent
@require_POST
def role(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Change the role of a member of this coop. Raises `Http404` for another's."""
    voulu = get_object_or_404(Membre, pk=pk, cooperative=membre.cooperative)
    nouveau = request.POST.get("role", "")
    return _faire(
        request,
        membre,
        lambda: operations.changer_de_role(voulu.pk, role=nouveau, par=membre.user),
        f"Le rôle de {voulu.user} a changé.",
    )


@de_membre
@require_POST
def retirer(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Remove a member of this coop, or leave it. The operation says who may. Raises `Http404` for another's."""
    voulu = get_object_or_404(Membre.objects.select_related("user"), pk=pk, cooperative=membre.cooperative)
    qui = str(voulu.user)
    if voulu.pk != membre.pk:
        return _faire(request, membre, lambda: operations.retirer(pk, par=membre.user), f"{qui} n’est plus membre.")

    try:
        operations.retirer(pk, par=membre.user)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
        return _retour(membre)

    messages.success(request, f"Vous n’êtes plus membre de {membre.cooperative}.")
    return redirect("espace:choix")


def _faire(request: HttpRequest, membre: Membre, operation: Callable[[], Any], fait: str) -> HttpResponse:
    """Carry out, say what was done or why not, come back to the list."""
    try:
        operation()
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, fait)
    return _retour(membre)


def _retour(membre: Membre) -> HttpResponse:
    return redirect("espace:membres", coop=membre.cooperative.slug)


def _page(request: HttpRequest, membre: Membre, formulaire: FormulaireInvitation) -> HttpResponse:
    coop = membre.cooperative
    en_attente = Invitation.objects.filter(cooperative=coop, utilisee_le__isnull=True).order_by("-envoyee_le")
    contexte = {
        "membre": membre,
        "coop": coop,
        "titre": "Membres",
        "membres": Membre.objects.filter(cooperative=coop).select_related("user").order_by("-role", "depuis", "pk"),
        "invitations": en_attente if membre.est_referent else [],
        "formulaire": formulaire,
        "maintenant": timezone.now(),
    }

    return render(request, "registre/espace/membres.html", contexte, status=400 if formulaire.errors else 200)
