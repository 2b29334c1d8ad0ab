"""`…/candidature/pieces/`: the supporting files, one at a time; and each file, to save."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registre.dossier import pieces as operations
from registre.dossier.etapes import PIECES
from registre.dossier.formulaires import formulaire_de
from registre.dossier.lecture import LectureDeDossier, lire
from registre.dossier.models import PieceDeDossier
from registre.dossier.reponses import a_enregistrer
from registre.dossier.situation import SituationDuDossier
from registre.espace.acces import de_membre
from registre.espace.candidature.acces import dossier_a_ecrire
from registre.espace.candidature.commentaires import ce_qui_est_dit
from registre.models import Membre
from registre.operations import OperationRefusee
from socle.formulaires.saisie import Saisie

SANS_FICHIER = "Choisissez le fichier à joindre."


@dossier_a_ecrire
@require_http_methods(["GET", "HEAD", "POST"])
def pieces(request: HttpRequest, membre: Membre, situation: SituationDuDossier) -> HttpResponse:
    """Show the files of the dossier; on POST, add one."""
    lu = lire(situation.dossier)
    if request.method != "POST":
        return _page(request, membre, lu, Saisie())

    saisie, fichier = Saisie.du_formulaire(request), request.FILES.get("fichier")
    if fichier is None:
        return _page(request, membre, lu, saisie, (SANS_FICHIER,))
    try:
        operations.recevoir(lu.dossier.pk, fichier, par=membre.user, libelle=saisie.valeur("libelle").strip())
    except OperationRefusee as refus:
        return _page(request, membre, lu, saisie, tuple(refus.messages))

    messages.success(request, "Le fichier est dans le dossier.")
    return redirect("espace:candidature_pieces", coop=membre.cooperative.slug)


@dossier_a_ecrire
@require_POST
def retrait(request: HttpRequest, membre: Membre, situation: SituationDuDossier, piece: int) -> HttpResponse:
    """Take a file out of the dossier. Raises `Http404` for another's."""
    voulue = get_object_or_404(PieceDeDossier, pk=piece, dossier=situation.dossier, retiree_le__isnull=True)
    try:
        operations.retirer(situation.dossier.pk, voulue.pk)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"« {voulue.nom} » n’est plus dans le dossier.")
    return redirect("espace:candidature_pieces", coop=membre.cooperative.slug)


@de_membre
@require_safe
def piece(request: HttpRequest, membre: Membre, piece: int) -> Any:
    """Give a file of one of the coop's dossiers. Raises `Http404` for another's."""
    return a_enregistrer(get_object_or_404(PieceDeDossier, pk=piece, dossier__cooperative=membre.cooperative))


def _page(
    request: HttpRequest, membre: Membre, lu: LectureDeDossier, saisie: Saisie, refus: tuple[str, ...] = ()
) -> HttpResponse:
    formulaire = formulaire_de(PIECES, saisie, lu.edition)
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Pièces jointes",
        "lu": lu,
        "commentaires": ce_qui_est_dit(lu.dossier),
        "p": formulaire.principal,
        "refus": refus,
    }
    return render(request, "registre/espace/candidature/pieces.html", contexte, status=400 if refus else 200)
