"""`/espace/<coop>/deployer/`: what the coop did of the four acts; it says so, corrects it, withdraws it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.espace.acces import de_membre
from registre.espace.formulaire_de_deploiement import FormulaireDeDeploiement
from registre.models import Membre
from registre.operations import OperationRefusee
from registre.promotion.deploiement.declaration import DeclarationDepassee, declarer, retirer
from registre.promotion.models import ChangementDeDeploiement, Deploiement
from socle.medias.muet import PHRASE, StockageMuet
from socle.textes.signes import entier_ou_rien


@dataclass(frozen=True)
class ActeSuivi:
    """An act, and what the coop declared of it; None when it has not."""

    acte: ActeDeDeploiement
    ligne: Deploiement | None


@de_membre
@require_safe
def suivi(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the four acts, done or to do, and who changed what."""
    coop = membre.cooperative
    faites = {ligne.acte: ligne for ligne in Deploiement.objects.filter(cooperative=coop).select_related("document")}
    changements = ChangementDeDeploiement.objects.filter(cooperative=coop).select_related("par").order_by("-le", "-pk")
    contexte = {
        "membre": membre,
        "coop": coop,
        "titre": "Déployer la Raison d’être",
        "suivis": [ActeSuivi(acte, faites.get(acte)) for acte in ActeDeDeploiement],
        "nombre": len(faites),
        "changements": changements[:20],
    }

    return render(request, "registre/espace/deployer.html", contexte)


@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def acte(request: HttpRequest, membre: Membre, acte: str) -> HttpResponse:
    """Show the form of an act; on POST, declare or correct it. Raises `Http404` for what is no act."""
    voulu, ligne = _acte(acte), _ligne(membre, acte)
    if request.method != "POST":
        return _page(request, membre, voulu, FormulaireDeDeploiement(par=membre.user, ligne=ligne), ligne)

    formulaire = FormulaireDeDeploiement(request.POST, request.FILES, par=membre.user, ligne=ligne)
    if not formulaire.is_valid():
        return _page(request, membre, voulu, formulaire, ligne, statut=400)

    revision = formulaire.cleaned_data["revision"] or 0
    try:
        with transaction.atomic():
            declarer(membre.cooperative_id, voulu, formulaire.declaration(), revision=revision, par=membre.user)
    except DeclarationDepassee as refus:
        formulaire.oublier()
        return _depassee(request, membre, voulu, refus)
    except StockageMuet:
        formulaire.add_error("fichier", str(PHRASE))
        return _page(request, membre, voulu, formulaire, ligne, statut=503)
    except OperationRefusee as refus:
        formulaire.oublier()
        for message in refus.messages:
            formulaire.add_error("fait_le", message)
        return _page(request, membre, voulu, formulaire, ligne, statut=400)

    messages.success(request, "C’est enregistré.")
    return redirect("espace:deployer", coop=membre.cooperative.slug)


@de_membre
@require_POST
def retrait(request: HttpRequest, membre: Membre, acte: str) -> HttpResponse:
    """Withdraw what was declared of an act. Raises `Http404` for what is no act."""
    voulu = _acte(acte)
    revision = entier_ou_rien(request.POST.get("revision", ""))

    try:
        retirer(membre.cooperative_id, voulu, revision=-1 if revision is None else revision, par=membre.user)
    except DeclarationDepassee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "La déclaration est retirée, et sa preuve avec elle.")

    return redirect("espace:deployer", coop=membre.cooperative.slug)


def _acte(acte: str) -> ActeDeDeploiement:
    if acte not in ActeDeDeploiement.values:
        raise Http404(f"No act {acte}.")
    return ActeDeDeploiement(acte)


def _ligne(membre: Membre, acte: str) -> Deploiement | None:
    lignes = Deploiement.objects.filter(cooperative=membre.cooperative, acte=acte)
    return lignes.select_related("document", "modifie_par").first()


def _depassee(
    request: HttpRequest, membre: Membre, voulu: ActeDeDeploiement, refus: DeclarationDepassee
) -> HttpResponse:
    """Answer to who came second, with what is kept now and what they had typed."""
    ligne = _ligne(membre, voulu)
    saisie = request.POST.copy()
    saisie["revision"] = str(ligne.revision if ligne else 0)
    formulaire = FormulaireDeDeploiement(saisie, par=membre.user, ligne=ligne)
    return _page(request, membre, voulu, formulaire, ligne, statut=409, depassee=" ".join(refus.messages))


def _page(  # noqa: PLR0913 - one keyword per face of the page
    request: HttpRequest,
    membre: Membre,
    voulu: ActeDeDeploiement,
    formulaire: FormulaireDeDeploiement,
    ligne: Deploiement | None,
    *,
    statut: int = 200,
    depassee: str = "",
) -> HttpResponse:
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": str(voulu.label).capitalize(),
        "acte": voulu,
        "formulaire": formulaire,
        "ligne": ligne,
        "depassee": depassee,
    }
    return render(request, "registre/espace/deployer_acte.html", contexte, status=statut)
