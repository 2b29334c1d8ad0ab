"""`/espace/<coop>/affichages/`: where the coop shows its label, and what was seen there the last time one looked."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from registre.espace.acces import de_membre
from registre.models import Membre
from registre.operations import OperationRefusee
from registre.promotion.affichages import declaration
from registre.promotion.affichages.torts import Tort, derniers_constats, torts
from registre.promotion.models import Affichage, Constat


class FormulaireDAffichage(forms.Form):
    """The form of one more address to look at."""

    adresse = forms.URLField(
        label="Adresse de la page",
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="La page où l’on voit votre label, et non l’image elle-même. "
        "Par exemple : https://www.exemple.fr/qui-sommes-nous.",
        error_messages={
            "required": "Écrivez l’adresse de la page.",
            "invalid": "Écrivez une adresse complète, comme https://www.exemple.fr/qui-sommes-nous.",
        },
    )


@dataclass(frozen=True)
class AffichageSuivi:
    """An address, the last look at it if there was one, and what is wrong there today."""

    affichage: Affichage
    constat: Constat | None
    torts: list[Tort]


@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def affichages(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the addresses; on POST, add one."""
    if request.method != "POST":
        return _page(request, membre, FormulaireDAffichage())

    formulaire = FormulaireDAffichage(request.POST)
    if not formulaire.is_valid():
        return _page(request, membre, formulaire)

    try:
        declaration.ajouter(membre.cooperative_id, formulaire.cleaned_data["adresse"], par=membre.user)
    except OperationRefusee as refus:
        for message in refus.messages:
            formulaire.add_error("adresse", message)
        return _page(request, membre, formulaire)

    messages.success(request, "L’adresse est dans la liste.")
    return redirect("espace:affichages", coop=membre.cooperative.slug)


@de_membre
@require_POST
def retrait(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Take an address of this coop off the list; another coop's is not touched."""
    declaration.retirer(membre.cooperative_id, pk)
    messages.success(request, "L’adresse n’est plus dans la liste.")
    return redirect("espace:affichages", coop=membre.cooperative.slug)


def suivis_de(cooperative_id: int) -> list[AffichageSuivi]:
    """Return the addresses of a coop in the order they were declared. Five queries."""
    declares = list(Affichage.objects.filter(cooperative=cooperative_id).order_by("declare_le", "pk"))
    cles = [affichage.pk for affichage in declares]
    vus = derniers_constats().filter(affichage__in=cles).prefetch_related("labels_vus")
    constats = {constat.affichage_id: constat for constat in vus}
    a_tort = torts(timezone.localdate(), cles)
    return [AffichageSuivi(a, constats.get(a.pk), a_tort.get(a.pk, [])) for a in declares]


def _page(request: HttpRequest, membre: Membre, formulaire: FormulaireDAffichage) -> HttpResponse:
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Où nous montrons notre label",
        "suivis": suivis_de(membre.cooperative_id),
        "formulaire": formulaire,
    }
    return render(request, "registre/espace/affichages.html", contexte, status=400 if formulaire.errors else 200)
