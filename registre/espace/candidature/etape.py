"""One step of the dossier: kept as it is typed, then read again; what cannot be read is said on its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from registre.dossier import ecriture, pieces
from registre.dossier.catalogue import preremplir
from registre.dossier.commentaires.ecriture import suivre_le_retrait
from registre.dossier.completude import Manque
from registre.dossier.ecriture import CHOIX_FERME, EcritAilleurs
from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, LETTRE, VERIFIER, cle_d_etape, etape_d_engagement
from registre.dossier.formulaires import FormulaireDEtape, formulaire_de, lignes_de
from registre.dossier.lecture import LectureDeDossier, lire
from registre.dossier.models import SorteDePiece
from registre.dossier.renouvellement.precedent import ResultatDIndicateur
from registre.dossier.situation import SituationDuDossier
from registre.espace.acces import sans_perte
from registre.espace.candidature.acces import dossier_a_ecrire, vers_le_dossier
from registre.espace.candidature.commentaires import ce_qui_est_dit
from registre.espace.candidature.fusion import FusionDEtape, fusionner
from registre.models import Membre
from registre.operations import OperationRefusee
from socle.formulaires.saisie import Saisie
from socle.formulaires.sans_session import depot_de, passe, saisie_de
from socle.models import SaisieDeposee
from socle.textes.signes import entier_ou_rien

TROP_LONG = "C’est plus que ce qu’une étape peut tenir : rien n’a été enregistré. Raccourcissez le texte collé."
CHIFFRES_DE_VERSION = 9  # what the column holds
COMMENTER = "commenter:"  # the button beside a label: what is typed is kept, then one goes to what is said of it
D_UN_ENGAGEMENT = "registre/espace/candidature/engagement.html"
GABARITS = {
    ENGAGEMENTS: "registre/espace/candidature/engagements.html",
    CONCERTATION: "registre/espace/candidature/concertation.html",
    LETTRE: "registre/espace/candidature/lettre.html",
}


@dataclass(frozen=True)
class PageDEtape:
    """A step as it is about to be shown: what is typed, the version it was read from, what came in the way."""

    nom: str
    saisie: Saisie
    version: int
    fusion: FusionDEtape | None = None
    refus: tuple[str, ...] = ()
    rendue: bool = False


@sans_perte
@dossier_a_ecrire
@require_http_methods(["GET", "HEAD", "POST"])
def etape(request: HttpRequest, membre: Membre, situation: SituationDuDossier, nom: str) -> HttpResponse:
    """Show or keep one of the steps that every dossier has."""
    return _etape(request, membre, situation, nom)


@sans_perte
@dossier_a_ecrire
@require_http_methods(["GET", "HEAD", "POST"])
def engagement(request: HttpRequest, membre: Membre, situation: SituationDuDossier, cle: str) -> HttpResponse:
    """Show or keep what is said of one engagement. Raises `Http404` for one that the edition does not have."""
    return _etape(request, membre, situation, etape_d_engagement(cle))


def adresse_d_etape(coop: str, nom: str) -> str:
    """Return the address of a step, the overview's for no step."""
    return f"{reverse('espace:candidature', args=[coop])}{nom}{'/' if nom else ''}"


def _etape(request: HttpRequest, membre: Membre, situation: SituationDuDossier, nom: str) -> HttpResponse:
    if nom == ENGAGEMENTS and situation.candidature is not None:
        messages.info(request, CHOIX_FERME)
        return vers_le_dossier(membre)

    lu = lire(situation.dossier)
    if cle_d_etape(nom) and cle_d_etape(nom) not in lu.edition.par_cle:
        raise Http404
    if request.method == "POST":
        return _ecrire(request, membre, lu, nom)
    return _lire(request, membre, lu, nom)


def _lire(request: HttpRequest, membre: Membre, lu: LectureDeDossier, nom: str) -> HttpResponse:
    """Show a step as it is kept; first keep what its reader sent once their session had expired.

    When somebody wrote in the meantime, both texts are shown, and what was sent waits in the form.
    """
    depot = depot_de(membre.user, request.path)
    if depot is None:
        return _montrer(request, membre, lu, PageDEtape(nom, lu.saisies.get(nom, Saisie()), lu.versions.get(nom, 0)))

    saisie, lue = saisie_de(depot), entier_ou_rien(depot.donnees.get("version", [""])[0], CHIFFRES_DE_VERSION) or 0
    try:
        gardee = ecriture.garder(lu.dossier.pk, nom, saisie, version=lue, par=membre.user)
    except EcritAilleurs as ailleurs:
        fusion = fusionner(saisie, ailleurs.etape, formulaire_de(nom, saisie, lu.edition), membre.user)
        page = PageDEtape(nom, saisie, ailleurs.etape.version, fusion, rendue=True)
        return _montrer(request, membre, lu, page)
    depot.delete()
    return _montrer(request, membre, lire(lu.dossier), PageDEtape(nom, saisie, gardee.version, rendue=True))


def _ecrire(request: HttpRequest, membre: Membre, lu: LectureDeDossier, nom: str) -> HttpResponse:
    """Keep what was sent, whatever it is worth; then do what the button says."""
    saisie = preremplir(Saisie.du_formulaire(request), lu.edition.catalogue.get(cle_d_etape(nom), ()))
    version = entier_ou_rien(request.POST.get("version", ""), CHIFFRES_DE_VERSION) or 0
    action = request.POST.get("action", "")
    if saisie.trop_longue:
        messages.error(request, TROP_LONG)
        return _montrer(request, membre, lu, PageDEtape(nom, saisie, version), statut=400)

    apres_geste = saisie.appliquer_geste(action, lignes_de(nom))
    try:
        with transaction.atomic():
            gardee = ecriture.garder(lu.dossier.pk, nom, apres_geste or saisie, version=version, par=membre.user)
            if gardee.version != lu.versions.get(nom, 0):
                _deplacer_les_fils(lu, nom, action)
    except EcritAilleurs as ailleurs:
        fusion = fusionner(saisie, ailleurs.etape, formulaire_de(nom, saisie, lu.edition), membre.user)
        return _montrer(request, membre, lu, PageDEtape(nom, saisie, ailleurs.etape.version, fusion), statut=409)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
        return vers_le_dossier(membre)

    SaisieDeposee.objects.filter(auteur=membre.user, adresse=request.path).delete()
    if refus_de_fichier := _joindre_la_lettre(request, membre, lu, nom):
        page = PageDEtape(nom, saisie, gardee.version, refus=refus_de_fichier)
        return _montrer(request, membre, lu, page, statut=400)
    if apres_geste:
        return redirect(f"{request.path}#{action.split(':')[1]}")
    return _suite(request, membre, lire(lu.dossier), nom, action)


def _joindre_la_lettre(request: HttpRequest, membre: Membre, lu: LectureDeDossier, nom: str) -> tuple[str, ...]:
    """Keep the letter sent as a file, if there is one; return why it was not kept."""
    fichier = request.FILES.get("fichier") if nom == LETTRE else None
    if fichier is None:
        return ()
    try:
        pieces.recevoir(
            lu.dossier.pk, fichier, par=membre.user, libelle="Lettre d’engagement signée", sorte=SorteDePiece.LETTRE
        )
    except OperationRefusee as refus:
        return tuple(refus.messages)
    return ()


def _deplacer_les_fils(lu: LectureDeDossier, nom: str, action: str) -> None:
    """What is said of a row follows it when one before it is taken out."""
    verbe, _deux_points, suite = action.partition(":")
    rang = entier_ou_rien(suite.rpartition(":")[2])
    if verbe == "retirer" and rang is not None and lignes_de(nom):
        suivre_le_retrait(lu.dossier.pk, nom, rang)


def _suite(request: HttpRequest, membre: Membre, lu: LectureDeDossier, nom: str, action: str) -> HttpResponse:
    """Lead on to the next step, or stay where something cannot be read."""
    coop = membre.cooperative.slug
    if action.startswith(COMMENTER):
        return redirect(ce_qui_est_dit(lu.dossier).lien(nom, action.removeprefix(COMMENTER)))
    if formulaire_de(nom, lu.saisies.get(nom, Saisie()), lu.edition).fautes():
        messages.warning(request, "Enregistré tel que vous l’avez écrit. Il reste de quoi corriger.")
        return redirect(request.path)

    messages.success(request, "C’est enregistré.")
    if action == "rester":
        return redirect(request.path)
    return redirect(adresse_d_etape(coop, lu.suivante(nom) or VERIFIER))


def _montrer(
    request: HttpRequest, membre: Membre, lu: LectureDeDossier, page: PageDEtape, *, statut: int = 200
) -> HttpResponse:
    """Render a step: its form as typed, what is wrong in it, what it still lacks."""
    formulaire: FormulaireDEtape = formulaire_de(page.nom, page.saisie, lu.edition)
    coop = membre.cooperative
    etape_lue, cle = lu.etape(page.nom), cle_d_etape(page.nom)
    choisi = lu.edition.par_cle.get(cle)
    fautes = [*formulaire.fautes(), *(Manque("id_fichier", message) for message in page.refus)]

    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": coop,
        "titre": etape_lue.titre if etape_lue else f"{choisi.numero}. {choisi.intitule}" if choisi else "",
        "lu": lu,
        "commentaires": ce_qui_est_dit(lu.dossier),
        "page_d_etape": page,
        "etape": etape_lue,
        "formulaire": formulaire,
        "p": formulaire.principal,
        "fautes": fautes,
        "manques": _sans_les_fautes(etape_lue.manques if etape_lue else (), fautes),
        "engagement": choisi,
        "arretes": _arretes(formulaire, lu.edition.anciens(cle)),
        "exemples": lu.edition.exemples.get(cle, ()),
        "catalogue_propose": any(not propose.retire for propose in lu.edition.catalogue.get(cle, ())),
        "adresse": request.path,
        "passe": passe(membre.user, request.path),
        "suite": adresse_d_etape(coop.slug, lu.suivante(page.nom) or VERIFIER),
    }
    return render(request, GABARITS.get(page.nom, D_UN_ENGAGEMENT), contexte, status=statut)


def _arretes(formulaire: FormulaireDEtape, anciens: Sequence[ResultatDIndicateur]) -> list[ResultatDIndicateur]:
    """What was measured in the cycle before, and that no row of the form goes on from."""
    suivis = [ligne.ancien for ligne in formulaire.lignes]  # type: ignore[attr-defined]
    return [ancien for ancien in anciens if ancien not in suivis]


def _sans_les_fautes(manques: tuple[Manque, ...], fautes: list[Manque]) -> list[Manque]:
    """What is only missing: what is wrong is said above."""
    return [manque for manque in manques if manque not in fautes]
