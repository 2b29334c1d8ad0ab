"""`/avis/<jeton>/`: what an expert is asked, the part of the dossier that is shown, their answer.

The address is the key, whoever is logged in. Unknown, past or revoked, it gives one same answer.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from registre.avis.acces import demande_du_lien, noter_l_ouverture, piece_de_la_demande
from registre.avis.models import DemandeDAvis
from registre.avis.montre import partie_montree
from registre.avis.operations import LienMort, repondre
from registre.dossier.reponses import a_enregistrer
from registre.operations import OperationRefusee
from registre.public.avis.formulaire import FormulaireDAvis
from socle.cache.durees import reserver


@sensitive_variables("jeton")
@require_http_methods(["GET", "HEAD", "POST"])
def avis_d_expert(request: HttpRequest, jeton: str) -> HttpResponseBase:
    """Show what is asked; on POST, keep the opinion and come back to it, or say why not and lose no word of it."""
    demande = demande_du_lien(jeton)
    if demande is None:
        return _rien(request)
    if request.method != "POST":
        if request.method == "GET":
            noter_l_ouverture(demande)
        return _page(request, jeton, demande, FormulaireDAvis(initial={"texte": demande.texte}))

    formulaire = FormulaireDAvis(request.POST)
    if not formulaire.is_valid():
        return _page(request, jeton, demande, formulaire, statut=400)
    try:
        repondre(jeton, formulaire.cleaned_data["texte"])
    except LienMort:  # revoked a moment ago
        return _rien(request)
    except OperationRefusee as refus:
        refus.porter_sur(formulaire)
        return _page(request, jeton, demande, formulaire, statut=400)
    return _reserver(redirect(request.path))


@sensitive_variables("jeton")
@require_safe
def piece_d_avis(request: HttpRequest, jeton: str, pk: int) -> HttpResponseBase:
    """Give a file of those that are shown, to save; the same answer as a dead link for any other."""
    demande = demande_du_lien(jeton)
    piece = piece_de_la_demande(demande, pk) if demande is not None else None
    if demande is None or piece is None:
        return _rien(request)

    reponse = a_enregistrer(piece)
    if request.method == "GET":
        noter_l_ouverture(demande, piece)
    return _reserver(reponse)


def _page(
    request: HttpRequest, jeton: str, demande: DemandeDAvis, formulaire: FormulaireDAvis, *, statut: int = 200
) -> HttpResponseBase:
    contexte: dict[str, Any] = {
        "titre": f"Votre avis sur le dossier de {demande.version.cooperative}",
        "demande": demande,
        "partie": partie_montree(demande),
        "formulaire": formulaire,
        "fichiers": reverse("piece_d_avis", args=[jeton, 0]).removesuffix("0/"),
    }
    return _reserver(render(request, "registre/avis/page.html", contexte, status=statut))


def _rien(request: HttpRequest) -> HttpResponseBase:
    """Say that the link opens nothing, never why; what was typed is given back to whoever sent it."""
    ecrit = request.POST.get("texte", "").strip() if request.method == "POST" else ""
    contexte = {"titre": "Ce lien n’ouvre rien", "ecrit": ecrit}
    return _reserver(render(request, "registre/avis/rien.html", contexte, status=404))


def _reserver(reponse: HttpResponse | HttpResponseBase) -> HttpResponseBase:
    """Keep the answer out of every cache and index, and its address out of what other sites are told.

    Not `no-referrer`: a browser would then send the form without its origin, and Django would refuse it.
    """
    reserver(reponse)
    reponse.headers["X-Robots-Tag"] = "noindex, nofollow"
    reponse.headers["Referrer-Policy"] = "same-origin"
    return reponse
