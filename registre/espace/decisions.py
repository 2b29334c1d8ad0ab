"""`/espace/<coop>/decisions/`: what was decided against the coop, why, how it contests it and takes that back."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from registre.dossier.reponses import a_enregistrer
from registre.espace.acces import de_membre, de_referent, sans_perte
from registre.models import Membre
from registre.operations import OperationRefusee
from registre.recours.decisions import DecisionLue, decision_de, decisions_de
from registre.recours.models import PieceDeRecours, RecoursDeCooperative
from registre.recours.operations import FICHIERS_MAXIMUM, SANS_MOYENS, deposer, retirer
from registre.recours.suites import suite_au_registre
from socle.champs import PlusieursFichiers
from socle.formulaires.sans_session import depot_de, passe, saisie_de
from socle.models import SaisieDeposee
from socle.textes.signes import identifiant_ou_nouveau


class FormulaireDeRecours(forms.Form):
    """The grounds, and the files that support them. What is wrong with the files is said by the operation."""

    use_required_attribute = False

    moyens = forms.CharField(
        label="Pourquoi vous contestez cette décision",
        error_messages={"required": SANS_MOYENS},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Les faits, ce que le comité n’a pas su ou pas lu, ce que vous demandez.",
    )
    fichiers = forms.Field(
        label="Pièces",
        required=False,
        widget=PlusieursFichiers(),
        help_text=f"{FICHIERS_MAXIMUM} au plus, de 20 Mo chacune : PDF, Word, Excel, OpenDocument, texte ou image.",
    )


@de_membre
@require_safe
def decisions(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show what was decided, the last first: its reasons, its effect, how to contest it, and what was answered."""
    au = timezone.localdate()
    lues = decisions_de(membre.cooperative)
    pieces = PieceDeRecours.objects.filter(recours__cooperative=membre.cooperative).order_by("pk")

    par_recours: dict[int, list[PieceDeRecours]] = {}
    for piece in pieces:
        par_recours.setdefault(piece.recours_id, []).append(piece)

    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Décisions et recours",
        "lignes": [_ligne(decision, par_recours, ouverte=decision.ouverte(au)) for decision in lues],
    }
    return render(request, "registre/espace/decisions.html", contexte)


@sans_perte
@de_referent
@require_http_methods(["GET", "HEAD", "POST"])
def contester(request: HttpRequest, membre: Membre, rang: int) -> HttpResponse:
    """Show the form of an appeal; on POST, file it. Raises `Http404` for no decision of this coop."""
    decision = decision_de(membre.cooperative, rang)
    if decision is None:
        raise Http404
    if request.method != "POST":
        depot = depot_de(membre.user, request.path)
        moyens = saisie_de(depot).valeur("moyens") if depot else ""
        return _formulaire(request, membre, decision, FormulaireDeRecours(initial={"moyens": moyens}))

    form = FormulaireDeRecours(request.POST)
    if not form.is_valid():
        return _formulaire(request, membre, decision, form)
    try:
        recours = deposer(
            membre,
            rang,
            form.cleaned_data["moyens"],
            request.FILES.getlist("fichiers"),
            formulaire=identifiant_ou_nouveau(request.POST.get("formulaire", "")),
        )
    except OperationRefusee as refus:
        refus.porter_sur(form)
        return _formulaire(request, membre, decision, form)

    SaisieDeposee.objects.filter(auteur=membre.user, adresse=request.path).delete()
    messages.success(request, f"Votre recours est déposé ({recours.reference}). Un courriel en accuse réception.")
    return redirect("espace:decisions", coop=membre.cooperative.slug)


@de_referent
@require_http_methods(["GET", "HEAD", "POST"])
def retirer_le_recours(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Ask whether to take an appeal back; on POST, do so. Raises `Http404` for another coop's."""
    recours = get_object_or_404(
        RecoursDeCooperative.objects.select_related("decision"), pk=pk, cooperative=membre.cooperative
    )
    refus: list[str] = []
    if request.method == "POST":
        try:
            retirer(membre, recours.pk)
        except OperationRefusee as refuse:
            refus = list(refuse.messages)
            recours.refresh_from_db()
        else:
            messages.success(request, f"Votre recours {recours.reference} est retiré. Le comité ne l’entendra pas.")
            return redirect("espace:decisions", coop=membre.cooperative.slug)

    decision = decision_de(membre.cooperative, recours.decision.rang)
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Retirer ce recours",
        "recours": recours,
        "decision": decision,
        "encore": decision is not None and timezone.localdate() <= decision.avant_le,
        "refus": refus,
    }
    return render(request, "registre/espace/recours_retirer.html", contexte, status=400 if refus else 200)


@de_membre
@require_safe
def piece(request: HttpRequest, membre: Membre, pk: int) -> Any:
    """Give a file of one of the coop's appeals. Raises `Http404` for another's."""
    return a_enregistrer(get_object_or_404(PieceDeRecours, pk=pk, recours__cooperative=membre.cooperative))


def _ligne(decision: DecisionLue, pieces: dict[int, list[PieceDeRecours]], *, ouverte: bool) -> dict[str, Any]:
    recours = decision.recours
    return {
        "decision": decision,
        "ouverte": ouverte,
        "pieces": pieces.get(recours.pk, []) if recours else [],
        "suite": suite_au_registre(recours) if recours and recours.clos else None,
    }


def _formulaire(request: HttpRequest, membre: Membre, decision: DecisionLue, form: FormulaireDeRecours) -> HttpResponse:
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Contester cette décision",
        "decision": decision,
        "ouverte": decision.ouverte(timezone.localdate()),
        "form": form,
        "formulaire": uuid.uuid4(),
        "passe": passe(membre.user, request.path),
    }
    return render(request, "registre/espace/contester.html", contexte, status=400 if form.errors else 200)
