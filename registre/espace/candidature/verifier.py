"""`…/candidature/verifier/`: the dossier as the committee will read it, what it lacks, and the button that files it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registre.dossier.depot import DejaDepose, deposer, empreinte_de
from registre.dossier.lecture import lire
from registre.dossier.situation import SituationDuDossier
from registre.droits import depose_pour_sa_coop
from registre.espace.candidature.acces import dossier_a_ecrire, vers_le_dossier
from registre.espace.candidature.commentaires import ce_qui_est_dit
from registre.models import Membre
from registre.operations import OperationRefusee


@dossier_a_ecrire
@require_http_methods(["GET", "HEAD", "POST"])
def verifier(request: HttpRequest, membre: Membre, situation: SituationDuDossier) -> HttpResponse:
    """Show the whole; on POST, file it: a version and the register's fact, both or neither."""
    if request.method != "POST":
        return _page(request, membre, situation)

    try:
        version = deposer(situation.dossier.pk, membre=membre, lue=request.POST.get("lue", ""))
    except DejaDepose as deja:
        messages.info(request, " ".join(deja.messages))
        return vers_le_dossier(membre)
    except OperationRefusee as refus:
        return _page(request, membre, situation, tuple(refus.messages))

    quoi = "Le complément" if situation.complement else "Le dossier"
    messages.success(request, f"{quoi} est déposé : c’est la version {version.numero}, que rien ne changera.")
    return redirect("espace:candidature_version", coop=membre.cooperative.slug, n=version.numero)


def _page(
    request: HttpRequest, membre: Membre, situation: SituationDuDossier, refus: tuple[str, ...] = ()
) -> HttpResponse:
    lu = lire(situation.dossier)

    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": "Vérifier et déposer",
        "situation": situation,
        "lu": lu,
        "commentaires": ce_qui_est_dit(lu.dossier),
        "contenu": lu.contenu,
        "a_completer": [etape for etape in lu.etapes if etape.manques],
        "lue": empreinte_de(lu),
        "peut_deposer": depose_pour_sa_coop(membre),
        "refus": refus,
    }

    return render(request, "registre/espace/candidature/verifier.html", contexte, status=400 if refus else 200)
