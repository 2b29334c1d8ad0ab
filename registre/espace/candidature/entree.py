"""`/espace/candidature/?engagements=…`: from the public simulator to the dossier of the account's coop.

The choice goes into the dossier when a person says so, in a POST: an address that somebody sends changes nothing.
"""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from raison_detre.models import Referentiel
from registre.dossier import ecriture
from registre.dossier.edition import EditionDuDossier, lire_edition
from registre.dossier.lecture import lire
from registre.dossier.situation import situation_de
from registre.espace.acces import de_membre, personnel
from registre.espace.candidature.acces import vers_le_dossier
from registre.models import Membre
from registre.operations import OperationRefusee
from socle.textes.ordre import EnFrancais

PARAMETRE = "engagements"
CHOIX_MAXIMUM = 40
CLE = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)


@personnel
@require_safe
def entree(request: HttpRequest) -> HttpResponse:
    """Lead to the only coop of the account with the choice, or let it choose among several."""
    siens = Membre.objects.filter(user=request.user).select_related("cooperative")  # type: ignore[misc]
    membres = list(siens.order_by(EnFrancais("cooperative__nom")))
    suite = _suite(cles_demandees(request.GET.getlist(PARAMETRE)))
    if len(membres) == 1:
        return redirect(f"{reverse('espace:candidature_reprendre', args=[membres[0].cooperative.slug])}{suite}")
    contexte = {"membres": membres, "titre": "Déposer une candidature", "suite": suite}
    return render(request, "registre/espace/candidature/entree.html", contexte)


@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def reprendre(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the choice brought and the one the dossier has; on POST, carry it in. Nothing brought: the dossier."""
    donnees = request.POST if request.method == "POST" else request.GET
    cles = cles_demandees(donnees.getlist(PARAMETRE))
    situation = situation_de(membre.cooperative)
    if not cles or (situation is not None and not situation.close and situation.dossier.rang is not None):
        return vers_le_dossier(membre)
    if request.method == "POST":
        return _emporter(request, membre, cles)

    lu = lire(situation.dossier) if situation and situation.modifiable else None
    edition = lu.edition if lu else _edition_du_jour()
    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Reprendre ce choix d’engagements",
        "cles": cles,
        "apportes": [engagement for engagement in edition.engagements if engagement.cle in cles],
        "actuels": lu.contenu.engagements if lu else (),
    }
    return render(request, "registre/espace/candidature/reprendre.html", contexte)


def cles_demandees(lues: list[str]) -> list[str]:
    """Return the keys that an address brings, each once, what is no key left out."""
    return [*dict.fromkeys(cle for cle in lues[:CHOIX_MAXIMUM] if CLE.fullmatch(cle))]


def _suite(cles: list[str]) -> str:
    return f"?{urlencode({PARAMETRE: cles}, doseq=True)}" if cles else ""


def _emporter(request: HttpRequest, membre: Membre, cles: list[str]) -> HttpResponse:
    """Begin the dossier if there is none, and carry the choice in."""
    try:
        dossier = ecriture.commencer(membre)
        connues = [e.cle for e in lire_edition(dossier.edition).engagements if e.cle in cles]
        ecriture.choisir(dossier.pk, connues, par=membre.user)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "Votre choix est dans le dossier.")
    return vers_le_dossier(membre)


def _edition_du_jour() -> EditionDuDossier:
    """The edition in force. Raises `Http404` before the first."""
    edition = Referentiel.objects.en_vigueur(timezone.localdate())
    if edition is None:
        raise Http404("No edition is in force.")
    return lire_edition(edition)
