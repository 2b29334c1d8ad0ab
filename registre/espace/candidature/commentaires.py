"""`…/candidature/commentaires/`: what members ask each other, then what they and the Federation ask and answer."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from registre.dossier.commentaires.ecriture import Plume
from registre.dossier.commentaires.envoi import FormulaireEnvoye, contenu_commente, executer, lire_envoi
from registre.dossier.commentaires.lecture import CommentairesDuDossier, commentaires_du
from registre.dossier.commentaires.page import Cadre, contexte_des_fils
from registre.dossier.models import DossierDeCandidature, FilDeCommentaires, Version
from registre.dossier.situation import SituationDuDossier, situation_de
from registre.espace.acces import de_membre, sans_perte
from registre.espace.candidature.acces import vers_le_dossier
from registre.models import Membre
from registre.operations import OperationRefusee
from socle.formulaires.sans_session import depot_de, passe, saisie_de
from socle.models import SaisieDeposee


@sans_perte
@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def commentaires(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the threads of the dossier, or of one of its places; on POST, ask, answer, or settle."""
    situation = situation_de(membre.cooperative)
    if situation is None:
        return vers_le_dossier(membre)
    cadre = _cadre(membre, situation)
    if request.method == "POST":
        return _ecrire(request, membre, cadre)

    depot = depot_de(membre.user, request.path)
    if depot is None:
        return _page(request, membre, cadre, _place(request))
    envoi = lire_envoi({nom: valeurs[0] for nom, valeurs in saisie_de(depot).donnees.items() if valeurs})
    return _page(request, membre, cadre, envoi)


def ce_qui_est_dit(dossier: DossierDeCandidature) -> CommentairesDuDossier:
    """Return what a page of the space that shows this dossier needs to lead to its comments."""
    adresse = reverse("espace:candidature_commentaires", args=[dossier.cooperative.slug])
    return commentaires_du(dossier, adresse, federation=False)


def _ecrire(request: HttpRequest, membre: Membre, cadre: Cadre) -> HttpResponse:
    """Do what the form says, and come back to its place. Raises `Http404` for a thread of another dossier."""
    envoi = lire_envoi(request.POST.dict())
    try:
        fait = executer(envoi, cadre.dossier, cadre.contenu, Plume(membre.user))
    except FilDeCommentaires.DoesNotExist as absent:
        raise Http404 from absent
    except OperationRefusee as refus:
        return _page(request, membre, cadre, _a_renvoyer(envoi), tuple(refus.messages))

    SaisieDeposee.objects.filter(auteur=membre.user, adresse=request.path).delete()
    messages.success(request, fait)
    ici = {nom: valeur for nom, valeur in (("etape", envoi.etape), ("champ", envoi.champ)) if valeur}
    return redirect(f"{request.path}{'?' + urlencode(ici) if ici else ''}")


def _place(request: HttpRequest) -> FormulaireEnvoye:
    """The place of the dossier that the address asks for: no word is taken from an address."""
    return replace(lire_envoi(request.GET.dict()), fil=0, texte="")


def _a_renvoyer(envoi: FormulaireEnvoye) -> FormulaireEnvoye:
    """What was typed, in a form of its own: sent again, it is another comment."""
    return FormulaireEnvoye(envoi.fil, envoi.etape, envoi.champ, envoi.texte)


def _cadre(membre: Membre, situation: SituationDuDossier) -> Cadre:
    dossier, coop = situation.dossier, membre.cooperative.slug
    derniere = Version.objects.filter(dossier=dossier).order_by("-numero").first()
    return Cadre(
        dossier=dossier,
        contenu=contenu_commente(dossier, modifiable=situation.modifiable),
        federation=False,
        ouvert=not situation.close,
        lecture=reverse("espace:candidature_version", args=[coop, derniere.numero]) if derniere else "",
        etapes=reverse("espace:candidature", args=[coop]) if situation.modifiable else "",
    )


def _page(
    request: HttpRequest, membre: Membre, cadre: Cadre, envoi: FormulaireEnvoye, refus: tuple[str, ...] = ()
) -> HttpResponse:
    rendu = request.method != "POST" and bool(envoi.texte)
    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Questions et réponses sur le dossier",
        "adresse": request.path,
        "passe": passe(membre.user, request.path),
        "rendu": rendu,
        **contexte_des_fils(cadre, envoi, refus),
    }
    return render(request, "registre/espace/candidature/commentaires.html", contexte, status=400 if refus else 200)
