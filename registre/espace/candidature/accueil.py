"""`/espace/<coop>/candidature/`: where the dossier stands, its steps in any order, what each lacks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from raison_detre.models import Referentiel
from registre.dossier import ecriture
from registre.dossier.commentaires.lecture import fils_lus
from registre.dossier.lecture import lire
from registre.dossier.models import DossierDeCandidature, EtatDuDossier, Version
from registre.dossier.renouvellement.ouverture import Ouverture, ouverture
from registre.dossier.situation import SituationDuDossier, situation_de
from registre.droits import depose_pour_sa_coop
from registre.espace.acces import de_membre
from registre.espace.candidature.acces import dossier_a_ecrire, vers_le_dossier
from registre.journal.connu import histoire
from registre.journal.histoire import Histoire
from registre.models import Cooperative, Membre
from registre.operations import OperationRefusee


@de_membre
@require_safe
def candidature(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the dossier: to begin, in preparation, filed, to complete; and those before it."""
    coop = membre.cooperative
    situation = situation_de(coop)
    lu = lire(situation.dossier) if situation and situation.modifiable else None

    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": coop,
        "titre": "Dossier de candidature",
        "situation": situation,
        "lu": lu,
        "ouverture": _ouverture(situation, coop),
        "faites": sum(etape.complete for etape in lu.etapes) if lu else 0,
        "manques": sum(len(etape.manques) for etape in lu.etapes) if lu else 0,
        "edition_remplacee": _edition_remplacee(situation),
        "fils": fils_lus(situation.dossier, federation=False) if situation else [],
        "peut_deposer": depose_pour_sa_coop(membre),
        "versions": Version.objects.filter(cooperative=coop).select_related("auteur__par").order_by("-numero"),
        "retires": DossierDeCandidature.objects.filter(cooperative=coop, etat=EtatDuDossier.RETIRE).order_by(
            "-retire_le"
        ),
    }

    return render(request, "registre/espace/candidature/accueil.html", contexte)


@de_membre
@require_POST
def commencer(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Begin a dossier, or come back to the one there is."""
    try:
        ecriture.commencer(membre)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    return vers_le_dossier(membre)


@dossier_a_ecrire
@require_POST
def edition(request: HttpRequest, membre: Membre, situation: SituationDuDossier) -> HttpResponse:
    """Go on under the edition in force: what was typed stays, engagements are known by their stable keys."""
    try:
        dossier = ecriture.changer_d_edition(situation.dossier.pk)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"Le dossier suit l’édition {dossier.edition.code} : relisez vos engagements.")
    return vers_le_dossier(membre)


@dossier_a_ecrire
@require_POST
def retirer(request: HttpRequest, membre: Membre, situation: SituationDuDossier) -> HttpResponse:
    """Withdraw the dossier before it is filed."""
    try:
        ecriture.retirer(situation.dossier.pk, membre=membre)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "Le dossier est retiré. Il est gardé, et vous pouvez en commencer un autre.")
    return vers_le_dossier(membre)


def _ouverture(situation: SituationDuDossier | None, coop: Cooperative) -> Ouverture | None:
    """What may be begun today, None while the page shows a dossier under way."""
    if situation is not None and not situation.close:
        return None
    return ouverture(histoire(coop.pk) or Histoire(), timezone.localdate())


def _edition_remplacee(situation: SituationDuDossier | None) -> Referentiel | None:
    """The edition in force, when a dossier in preparation was begun under another."""
    if situation is None or situation.dossier.etat != EtatDuDossier.EN_PREPARATION:
        return None
    en_vigueur = Referentiel.objects.en_vigueur(timezone.localdate())
    return en_vigueur if en_vigueur != situation.dossier.edition else None
