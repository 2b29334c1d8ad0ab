"""The dossier that a member reaches: that of their coop, and no other."""

from collections.abc import Callable
from typing import Concatenate

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registre.dossier.ecriture import FERME
from registre.dossier.situation import SituationDuDossier, situation_de
from registre.espace.acces import Vue, de_membre
from registre.models import Membre

VueDeDossier = Callable[Concatenate[HttpRequest, Membre, SituationDuDossier, ...], HttpResponse]


def dossier_a_ecrire(vue: VueDeDossier) -> Vue:
    """Give the view the dossier its coop is writing; lead to its overview when there is none, or when it is filed."""

    @de_membre
    def protegee(request: HttpRequest, membre: Membre, **kwargs: object) -> HttpResponse:
        situation = situation_de(membre.cooperative)
        if situation is None or not situation.modifiable:
            if situation is not None:
                messages.info(request, FERME)
            return vers_le_dossier(membre)
        return vue(request, membre, situation, **kwargs)

    return protegee


def vers_le_dossier(membre: Membre) -> HttpResponse:
    """Lead to the overview of the dossier."""
    return redirect("espace:candidature", coop=membre.cooperative.slug)
