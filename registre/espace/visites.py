"""`/espace/<coop>/suivi/<candidature>/visite/`: the visit asked for before its day, and what was answered."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from registre.droits import depose_pour_sa_coop
from registre.espace.acces import de_membre, sans_perte
from registre.models import Candidature, Membre
from registre.operations import OperationRefusee
from registre.suivi.models import DemandeDeVisite, EtatDeLaDemande
from registre.suivi.models.visite import LONGUEUR
from registre.suivi.visites import QUAND_MAXIMUM, SANS_QUAND, SANS_RAISON, demander, visite_attendue
from socle.champs import LigneDeFormulaire
from socle.formulaires.sans_session import depot_de, passe, saisie_de
from socle.models import SaisieDeposee


class FormulaireDeVisite(forms.Form):
    """When, and why before the day it is due."""

    use_required_attribute = False

    quand = LigneDeFormulaire(
        label="Quand",
        max_length=QUAND_MAXIMUM,
        error_messages={"required": SANS_QUAND},
        help_text="Un jour, une semaine, une période : la Fédération propose ensuite une date.",
    )
    raison = forms.CharField(
        label="Pourquoi avant l’échéance",
        max_length=LONGUEUR,
        error_messages={"required": SANS_RAISON},
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qui est prêt à être vu, ce qui ne pourra plus l’être après.",
    )


@sans_perte
@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def visite(request: HttpRequest, membre: Membre, rang: int) -> HttpResponse:
    """Show the requests and the form; on POST, ask. Raises `Http404` for no admissible candidature of this coop."""
    siennes = Candidature.objects.filter(cooperative=membre.cooperative, admissible_le__isnull=False)
    candidature = get_object_or_404(siennes, rang=rang)
    if request.method != "POST":
        depot = depot_de(membre.user, request.path)
        initiales = saisie_de(depot).initiales(set()) if depot else {}
        return _page(request, membre, candidature, FormulaireDeVisite(initial=initiales))

    form = FormulaireDeVisite(request.POST)
    if not form.is_valid():
        return _page(request, membre, candidature, form)
    try:
        demander(membre, candidature, **form.cleaned_data)
    except OperationRefusee as refus:
        refus.porter_sur(form)
        return _page(request, membre, candidature, form)

    SaisieDeposee.objects.filter(auteur=membre.user, adresse=request.path).delete()
    messages.success(request, "Votre demande est envoyée à la Fédération.")
    return redirect(request.path)


def _page(request: HttpRequest, membre: Membre, candidature: Candidature, form: FormulaireDeVisite) -> HttpResponse:
    demandes = list(DemandeDeVisite.objects.filter(candidature=candidature).order_by("-pk"))
    attend = any(demande.etat == EtatDeLaDemande.DEMANDEE for demande in demandes)
    due = visite_attendue(candidature)

    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Demander une visite plus tôt",
        "form": form,
        "demandes": demandes,
        "due": due,
        "au": timezone.localdate(),
        "ouverte": due is not None and not attend,
        "peut_demander": depose_pour_sa_coop(membre),
        "passe": passe(membre.user, request.path),
    }
    return render(request, "registre/espace/visite.html", contexte, status=400 if form.errors else 200)
