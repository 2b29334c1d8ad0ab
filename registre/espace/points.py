"""`/espace/<coop>/suivi/<candidature>/<months>/`: a point, told by the coop, sent to the Federation, read again."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from registre.dossier.completude import Manque
from registre.dossier.formulaires.base import FormulaireDEtape
from registre.dossier.reponses import a_enregistrer
from registre.droits import depose_pour_sa_coop
from registre.espace.acces import de_membre, sans_perte
from registre.espace.candidature.fusion import FusionDEtape, fusionner
from registre.models import Membre
from registre.operations import OperationRefusee
from registre.suivi.contenu import de_json, manques_de
from registre.suivi.ecriture import FICHIERS_MAXIMUM, PARTI, PointEcritAilleurs, garder, joindre, oter, point_de
from registre.suivi.envoi import envoyer, pieces_dites
from registre.suivi.formulaires import contenu_du_point, formulaire_du_point
from registre.suivi.indicateurs import indicateurs_a_suivre
from registre.suivi.lecture import PointDuSuivi
from registre.suivi.models import EtatDuPoint, PieceDePoint
from socle.formulaires.saisie import Saisie
from socle.formulaires.sans_session import depot_de, passe, saisie_de
from socle.models import SaisieDeposee
from socle.textes.signes import entier_ou_rien

TROP_LONG = "C’est plus que ce qu’un point peut tenir : rien n’a été enregistré. Raccourcissez le texte collé."
CHIFFRES_DE_VERSION = 9  # what the column holds
ENVOYER, OTER = "envoyer", "oter:"


@dataclass(frozen=True)
class PageDuPoint:
    """A point as it is about to be shown: what is typed, from which version, what came in the way."""

    saisie: Saisie
    version: int
    fusion: FusionDEtape | None = None
    refus: tuple[str, ...] = ()
    rendue: bool = False
    a_envoyer: bool = False  # what it lacks is said as what is wrong


@sans_perte
@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: HttpRequest, membre: Membre, rang: int, mois: int) -> HttpResponse:
    """Show or keep a point; on its button, send it. Raises `Http404` for one that this coop does not have."""
    lu = point_de(membre, (rang, mois), timezone.localdate())
    if lu is None or not (lu.se_lit or lu.echeance.tenue_le or lu.echeance.dispensee_le):
        raise Http404
    if request.method == "POST":
        return _ecrire(request, membre, lu)
    if not lu.ouvert or lu.envoye:
        return _relire(request, membre, lu)
    return _preparer(request, membre, lu)


@de_membre
@require_safe
def piece(request: HttpRequest, membre: Membre, pk: int) -> Any:
    """Give a file of one of the coop's points. Raises `Http404` for another's."""
    siennes = PieceDePoint.objects.filter(point__candidature__cooperative=membre.cooperative)
    return a_enregistrer(get_object_or_404(siennes, pk=pk))


def _cle(lu: PointDuSuivi) -> tuple[int, int]:
    return lu.candidature.rang, lu.echeance.mois


def _preparer(request: HttpRequest, membre: Membre, lu: PointDuSuivi) -> HttpResponse:
    """Show the draft; first keep what its reader sent once their session had expired."""
    depot = depot_de(membre.user, request.path)
    if depot is None:
        saisie = Saisie(lu.dernier.donnees) if lu.dernier else Saisie()
        return _montrer(request, membre, lu, PageDuPoint(saisie, _version(lu)))

    saisie, lue = saisie_de(depot), entier_ou_rien(depot.donnees.get("version", [""])[0], CHIFFRES_DE_VERSION) or 0
    try:
        garde = garder(membre, _cle(lu), saisie, version=lue)
    except PointEcritAilleurs as ailleurs:
        fusion = fusionner(saisie, ailleurs.point, _formulaire(lu, saisie), membre.user, "ce point")
        page = PageDuPoint(saisie, ailleurs.point.version, fusion, rendue=True)
        return _montrer(request, membre, lu, page)
    depot.delete()
    return _montrer(request, membre, _relu(membre, lu), PageDuPoint(saisie, garde.version, rendue=True))


def _ecrire(request: HttpRequest, membre: Membre, lu: PointDuSuivi) -> HttpResponse:
    """Keep what was sent, whatever it is worth; then do what the button says."""
    saisie = Saisie.du_formulaire(request)
    version = entier_ou_rien(request.POST.get("version", ""), CHIFFRES_DE_VERSION) or 0
    if saisie.trop_longue:
        messages.error(request, TROP_LONG)
        return _montrer(request, membre, lu, PageDuPoint(saisie, version), statut=400)

    try:
        garde = garder(membre, _cle(lu), saisie, version=version)
    except PointEcritAilleurs as ailleurs:
        fusion = fusionner(saisie, ailleurs.point, _formulaire(lu, saisie), membre.user, "ce point")
        return _montrer(request, membre, lu, PageDuPoint(saisie, ailleurs.point.version, fusion), statut=409)
    except OperationRefusee as refus:
        return _trop_tard(request, membre, lu, saisie, refus)

    SaisieDeposee.objects.filter(auteur=membre.user, adresse=request.path).delete()
    return _suite(request, membre, lu, PageDuPoint(saisie, garde.version))


def _suite(request: HttpRequest, membre: Membre, lu: PointDuSuivi, page: PageDuPoint) -> HttpResponse:
    """Add the files, take one out, send: what is typed is kept already, whatever is refused."""
    action, cle = request.POST.get("action", ""), _cle(lu)
    try:
        joindre(membre, cle, request.FILES.getlist("fichiers"))
        if action.startswith(OTER):
            oter(membre, cle, action.removeprefix(OTER))
        if action == ENVOYER:
            envoyer(membre, cle, version=page.version)
    except OperationRefusee as refus:
        encore = _relu(membre, lu)
        rendue = replace(page, refus=tuple(refus.messages), a_envoyer=action == ENVOYER)
        return _montrer(request, membre, encore, rendue, statut=400)

    if action == ENVOYER:
        messages.success(request, "Le point est envoyé à la Fédération. Un courriel en accuse réception.")
    elif _formulaire(lu, page.saisie).fautes():
        messages.warning(request, "Enregistré tel que vous l’avez écrit. Il reste de quoi corriger.")
    else:
        messages.success(request, "C’est enregistré.")
    return redirect(request.path)


def _trop_tard(
    request: HttpRequest, membre: Membre, lu: PointDuSuivi, saisie: Saisie, refus: OperationRefusee
) -> HttpResponse:
    """Say that it is sent or closed, and show what was typed that is not in it."""
    lu = _relu(membre, lu)
    fusion = None
    if lu.dernier is not None and lu.dernier.donnees != saisie.donnees:
        fusion = fusionner(saisie, lu.dernier, _formulaire(lu, saisie), membre.user, "ce point")
        fusion = replace(fusion, message=" ".join(refus.messages), ferme=True)
    elif refus.messages != [PARTI]:
        messages.error(request, " ".join(refus.messages))
    return _relire(request, membre, lu, fusion, statut=409)


def _montrer(
    request: HttpRequest, membre: Membre, lu: PointDuSuivi, page: PageDuPoint, *, statut: int = 200
) -> HttpResponse:
    """Render the form as typed, what is wrong in it, what it lacks before it may be sent."""
    formulaire = _formulaire(lu, page.saisie)
    contenu = contenu_du_point(formulaire, pieces_dites(lu.dernier) if lu.dernier else ())
    manques, fautes = list(manques_de(contenu)), list(formulaire.fautes())
    if page.a_envoyer:
        fautes, manques = [*fautes, *manques], []
    dits = {faute.texte for faute in fautes}
    fautes += [Manque("id_fichiers", texte) for texte in page.refus if texte not in dits]

    contexte = _contexte(request, membre, lu) | {
        "page_du_point": page,
        "formulaire": formulaire,
        "p": formulaire.principal,
        "fautes": fautes,
        "manques": manques,
        "peut_envoyer": depose_pour_sa_coop(membre),
        "passe": passe(membre.user, request.path),
        "fichiers_maximum": FICHIERS_MAXIMUM,
    }
    return render(request, "registre/espace/point.html", contexte, status=statut)


def _relire(
    request: HttpRequest, membre: Membre, lu: PointDuSuivi, fusion: FusionDEtape | None = None, *, statut: int = 200
) -> HttpResponse:
    """Render what was sent, and where it is; of one that the coop did not tell, when it was held or waived."""
    envoye = lu.dernier if lu.dernier and lu.dernier.etat != EtatDuPoint.EN_PREPARATION else None
    contexte = _contexte(request, membre, lu) | {
        "envoye": envoye,
        "contenu": de_json(envoye.contenu) if envoye else None,
        "fusion": fusion,
    }
    return render(request, "registre/espace/point_lu.html", contexte, status=statut)


def _contexte(request: HttpRequest, membre: Membre, lu: PointDuSuivi) -> dict[str, Any]:
    pieces = PieceDePoint.objects.filter(point=lu.dernier).order_by("pk") if lu.dernier else []
    return {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": lu.echeance.nom[:1].upper() + lu.echeance.nom[1:],
        "point": lu,
        "pieces": pieces,
        "adresse": request.path,
        "au": timezone.localdate(),
    }


def _formulaire(lu: PointDuSuivi, saisie: Saisie) -> FormulaireDEtape:
    return formulaire_du_point(saisie, indicateurs_a_suivre(lu.candidature))


def _relu(membre: Membre, lu: PointDuSuivi) -> PointDuSuivi:
    """The point as it stands now: something was just written."""
    return point_de(membre, _cle(lu), timezone.localdate()) or lu


def _version(lu: PointDuSuivi) -> int:
    return lu.dernier.version if lu.dernier and lu.commence else 0
