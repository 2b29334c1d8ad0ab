"""A message that did not leave: on the home of whoever may send it again, with the way to do so."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.avis.models import CourrielAExpert
from registre.courriers.droits import RENVOYER as RENVOYER_UN_COURRIER
from registre.courriers.models import Courrier
from registre.droits import INSTRUIRE
from registre.rappels.droits import RENVOYER as RENVOYER_UN_RAPPEL
from registre.rappels.models import Rappel, RappelDeLecture
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.administration.fiches import FicheDeTexteView
from socle.file_de_courriels import A_REPRENDRE, EtatDEnvoi, renvoyer


@dataclass(frozen=True)
class Envois:
    """One kind of messages: `droit` sends one again at the address named `geste`, `depuis` is when it was written.

    `adresse` is the column of where it goes.
    """

    modele: type[Model]
    droit: str
    geste: str
    fiche: str
    depuis: str
    adresse: str = "adresse"

    def restes(self) -> QuerySet[Any]:
        """Return those that did not leave, the first ones first, in columns that every kind has."""
        place = Window(RowNumber(), order_by=self.depuis)
        restes = self.modele._default_manager.order_by().filter(etat__in=A_REPRENDRE)
        lus = {"genre": Value(self.fiche), "vers": F(self.adresse), "depuis": F(self.depuis), "place": place}
        premiers = restes.annotate(**lus).filter(place__lte=LIGNES)
        return premiers.values("genre", "pk", "vers", "etat", "erreur", "depuis")


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
LECTURES = Envois(
    RappelDeLecture,
    RENVOYER_UN_RAPPEL,
    "registre_renvoyer_lecture",
    "registre_rappel_de_lecture",
    "compose_le",
)
AUX_EXPERTS = Envois(
    CourrielAExpert,
    INSTRUIRE,
    "registre_renvoyer_a_expert",
    "registre_avis_courriel",
    "ecrit_le",
    adresse="demande__courriel",
)


class InspecterEnvoi(FicheDeTexteView):
    """A message, and the way to send it again when it did not leave."""

    template_name = "registre/administration/message.html"
    envois: ClassVar[Envois]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where one asks for another sending."""
        possible = self.object.a_reprendre and self.request.user.has_perm(self.envois.droit)
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
            "rappel": envois is not COURRIERS,
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
    """Return what did not leave, each kind under its title, for whoever may send it again. One query."""
    titres = {
        RAPPELS: _("Rappels qui ne sont pas partis"),
        COURRIERS: _("Courriels qui ne sont pas partis"),
        LECTURES: _("Rappels de lecture qui ne sont pas partis"),
        AUX_EXPERTS: _("Courriels aux experts qui ne sont pas partis"),
    }
    siens = [envois for envois in titres if attente.compte.has_perm(envois.droit)]
    if not siens:
        return []

    premier, *autres = (envois.restes() for envois in siens)
    restes = list(premier.union(*autres, all=True).order_by("depuis", "pk"))
    return [
        Partie(titres[envois], [_ligne(reste) for reste in restes if reste["genre"] == envois.fiche])
        for envois in siens
    ]


def _ligne(reste: dict[str, Any]) -> TravailEnAttente:
    return TravailEnAttente(
        titre=reste["vers"],
        nature=f"{EtatDEnvoi(reste['etat']).label} {reste['erreur']}".strip(),
        langue="",
        adresse=reverse(reste["genre"], args=[reste["pk"]]),
        depuis=reste["depuis"],
    )
