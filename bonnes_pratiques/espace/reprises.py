"""`/espace/<coop>/reprises/`: the sheets of others that the coop takes up, and what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bonnes_pratiques.espace.champs import ChampJour, ChampLigne
from bonnes_pratiques.fiches import reprises as operations
from bonnes_pratiques.fiches.operations import FicheRefusee
from bonnes_pratiques.models import FichePratique, Reprise
from registre.espace.acces import de_membre, personnel
from registre.models import Membre
from socle.textes.ordre import EnFrancais


class FormulaireDeReprise(forms.Form):
    """Since when, and what was adapted, in two lines."""

    le = ChampJour(
        label="Depuis quand",
        help_text="Par exemple : 14/03/2024.",
        error_messages={"required": "Dites depuis quel jour, même à peu près."},
    )
    adaptation = ChampLigne(
        label="Ce que vous avez adapté, en deux lignes",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text="Par exemple : sur un immeuble au lieu de trois, avec le syndicat d’énergie.",
        error_messages={"required": "Dites en quelques mots ce que vous avez adapté."},
    )


class FormulaireDeResultat(forms.Form):
    """What came of it, and when it was seen."""

    le = ChampJour(
        label="Constaté le", help_text="Par exemple : 14/03/2024.", error_messages={"required": "Dites quel jour."}
    )
    resultat = ChampLigne(
        label="Ce que cela a donné",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text="Un chiffre si vous en avez un ; ce qui n’a pas pris compte aussi.",
        error_messages={"required": "Dites en quelques mots ce que cela a donné."},
    )


@de_membre
@require_safe
def liste(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the coop's take-ups, those without a result first."""
    siennes = Reprise.objects.filter(cooperative=membre.cooperative).select_related("fiche")
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Reprises",
        "reprises": sorted(siennes.order_by("-reprise_le", "pk"), key=lambda reprise: bool(reprise.resultat)),
    }
    return render(request, "bonnes_pratiques/espace/reprises.html", contexte)


@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def declarer(request: HttpRequest, membre: Membre, fiche: int) -> HttpResponse:
    """Declare that the coop takes this published sheet up. Raises `Http404` for one that not everybody may read."""
    voulue = get_object_or_404(operations.a_reprendre().select_related("cooperative"), pk=fiche)
    deja = Reprise.objects.filter(fiche=voulue, cooperative=membre.cooperative).first()
    if deja:
        return redirect("espace_fiches:completer", coop=membre.cooperative.slug, reprise=deja.pk)

    formulaire = FormulaireDeReprise(
        request.POST if request.method == "POST" else None,
        initial={"le": f"{timezone.localdate():%d/%m/%Y}"},
        label_suffix="",
    )

    if request.method == "POST" and formulaire.is_valid():
        try:
            operations.declarer(voulue, cooperative=membre.cooperative, par=membre.user, **formulaire.cleaned_data)
        except FicheRefusee as refus:
            _refuser(formulaire, refus)
        else:
            messages.success(request, "Reprise déclarée. Revenez dire ce que cela a donné.")
            return redirect("espace_fiches:reprises", coop=membre.cooperative.slug)

    return _formulaire(request, membre, voulue, formulaire, "Déclarer la reprise")


@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def completer(request: HttpRequest, membre: Membre, reprise: int) -> HttpResponse:
    """Say what came of a take-up of this coop. Raises `Http404` for another's."""
    voulue = get_object_or_404(Reprise.objects.select_related("fiche"), pk=reprise, cooperative=membre.cooperative)
    jour = voulue.resultat_le or timezone.localdate()
    initial = {"le": f"{jour:%d/%m/%Y}", "resultat": voulue.resultat}
    formulaire = FormulaireDeResultat(
        request.POST if request.method == "POST" else None, initial=initial, label_suffix=""
    )

    if request.method == "POST" and formulaire.is_valid():
        try:
            operations.completer(voulue, **formulaire.cleaned_data)
        except FicheRefusee as refus:
            _refuser(formulaire, refus)
        else:
            messages.success(request, "Résultat enregistré.")
            return redirect("espace_fiches:reprises", coop=membre.cooperative.slug)

    return _formulaire(request, membre, voulue.fiche, formulaire, "Enregistrer le résultat", reprise=voulue)


@personnel
@require_safe
def choisir(request: HttpRequest, fiche: int) -> HttpResponse:
    """`/espace/reprendre/<sheet>/`, where the public page leads: on to the form of the account's coop."""
    siens = Membre.objects.filter(user=request.user).select_related("cooperative")  # type: ignore[misc]
    membres = [*siens.order_by(EnFrancais("cooperative__nom"))]
    if len(membres) == 1:
        return redirect("espace_fiches:declarer", coop=membres[0].cooperative.slug, fiche=fiche)
    contexte = {"membres": membres, "titre": "Reprendre une fiche", "voulue": fiche}
    return render(request, "bonnes_pratiques/espace/choisir.html", contexte)


def _refuser(formulaire: forms.Form, refus: FicheRefusee) -> None:
    for champ, lus in (refus.par_champ or {"": refus.messages}).items():
        for message in lus:
            formulaire.add_error(champ or None, message)


def _formulaire(  # noqa: PLR0913 - what the page shows
    request: HttpRequest,
    membre: Membre,
    voulue: FichePratique,
    formulaire: forms.Form,
    bouton: str,
    *,
    reprise: Reprise | None = None,
) -> HttpResponse:
    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": bouton,
        "fiche": voulue,
        "formulaire": formulaire,
        "bouton": bouton,
        "reprise": reprise,
    }
    statut = 400 if formulaire.errors else 200

    return render(request, "bonnes_pratiques/espace/reprise.html", contexte, status=statut)
