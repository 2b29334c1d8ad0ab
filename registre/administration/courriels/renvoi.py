"""A message that did not leave: on the home of whoever may send it again, with the way to do so."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.courriers.droits import RENVOYER as RENVOYER_UN_COURRIER
from registre.courriers.models import Courrier
from registre.rappels.droits import RENVOYER as RENVOYER_UN_RAPPEL
from registre.rappels.models import Rappel
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.administration.fiches import FicheDeTexteView
from socle.file_de_courriels import A_REPRENDRE, EtatDEnvoi, renvoyer


@dataclass(frozen=True)
class Envois:
    """One kind of messages: `droit` sends one again at the address named `geste`, `depuis` is when it was written."""

    modele: type[Model]
    droit: str
    geste: str
    fiche: str
    depuis: str

    def restes(self, attente: Attente) -> list[TravailEnAttente]:
        """Return those that did not leave, for whoever may send them again. One query."""
        if not attente.compte.has_perm(self.droit):
            return []
        restes: Any = self.modele._default_manager.filter(etat__in=A_REPRENDRE).order_by(self.depuis)[:LIGNES]
        return [
            TravailEnAttente(
                titre=reste.adresse,
                nature=f"{reste.get_etat_display()} {reste.erreur}".strip(),
                langue="",
                adresse=reverse(self.fiche, args=[reste.pk]),
                depuis=getattr(reste, self.depuis),
            )
            for reste in restes
        ]


RAPPELS = Envois(
    Rappel, RENVOYER_UN_RAPPEL, "registre_renvoyer_rappel", "wagtailsnippets_rappels_rappel:inspect", "compose_le"
)
COURRIERS = Envois(
    Courrier,
    RENVOYER_UN_COURRIER,
    "registre_renvoyer_courrier",
    "wagtailsnippets_courriers_courrier:inspect",
    "ecrit_le",
)


class InspecterEnvoi(FicheDeTexteView):
    """A message, and the way to send it again when it did not leave."""

    template_name = "registre/administration/message.html"
    envois: ClassVar[Envois]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where one asks for another sending."""
        possible = self.object.etat in A_REPRENDRE and self.request.user.has_perm(self.envois.droit)
        adresse = reverse(self.envois.geste, args=[self.object.pk]) if possible else ""
        return super().get_context_data(**kwargs) | {"renvoyer": adresse}


def renvoyer_view(request: HttpRequest, pk: int, envois: Envois) -> HttpResponse:
    """Ask whether to send a message again, then let the next run of its command do so."""
    if not request.user.has_perm(envois.droit):
        raise PermissionDenied

    message: Any = get_object_or_404(envois.modele, pk=pk)
    retour = reverse(envois.fiche, args=[pk])
    if request.method != "POST":
        contexte = {
            "adresse": message.adresse,
            "rappel": envois is RAPPELS,
            "retour": retour,
            "incertain": message.etat == EtatDEnvoi.INCERTAIN,
        }
        return TemplateResponse(request, "registre/administration/message_renvoyer.html", contexte)

    if renvoyer(message, timezone.now()):
        messages.success(request, _("Ce message partira au prochain envoi."))
    else:
        messages.error(request, _("Ce message n’attend pas d’être renvoyé : il est déjà parti, ou va partir."))
    return HttpResponseRedirect(retour)


def messages_en_attente(attente: Attente) -> list[Partie]:
    """Return what did not leave, each kind under its title."""
    return [
        Partie(_("Rappels qui ne sont pas partis"), RAPPELS.restes(attente)),
        Partie(_("Courriels qui ne sont pas partis"), COURRIERS.restes(attente)),
    ]
