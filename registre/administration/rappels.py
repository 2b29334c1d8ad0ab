"""What coops were reminded of and what became of each message, and the words around it, as the Federation sees them."""

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy

from registre.administration.colonnes import MomentColumn
from registre.administration.gestes.politiques import LectureSeule
from registre.rappels.droits import RENVOYER
from registre.rappels.envoi import renvoyer
from registre.rappels.models import A_REPRENDRE, EtatDuRappel, FormuleDeRappel, Rappel
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView


class CorrectionSeule(ModelPermissionPolicy):
    """There are as many wordings as moments: none is added, none deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow to read and to change."""
        return action in ("view", "change") and super().user_has_permission(user, action)


class FiltresRappel(WagtailFilterSet):
    """By what became of it."""

    etat = django_filters.ChoiceFilter(label=_("État"), choices=EtatDuRappel.choices)

    class Meta:
        model = Rappel
        fields: ClassVar[list[str]] = ["etat"]


def coops(rappel: Rappel) -> str:
    """Return the coops that a message is about."""
    return ", ".join(dict.fromkeys(str(objet.cooperative) for objet in rappel.objets.all()))


class InspecterRappel(FicheDeTexteView):
    """A message as it left, and the way to send it again when it did not."""

    template_name = "registre/administration/rappel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where one asks for another sending."""
        possible = self.object.etat in A_REPRENDRE and self.request.user.has_perm(RENVOYER)
        adresse = reverse("registre_renvoyer_rappel", args=[self.object.pk]) if possible else ""
        return super().get_context_data(**kwargs) | {"renvoyer": adresse}


class RappelViewSet(Contenus):
    """The reminders: read only, a command writes them."""

    model = Rappel
    icon = "mail"
    menu_label = _("Rappels envoyés")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterRappel
    inspect_view_fields = ["adresse", "etat", "compose_le", "envoye_le", "essais", "erreur", "sujet", "corps"]
    filterset_class = FiltresRappel
    list_display = [
        Column("adresse", label=_("Destinataire"), sort_key="adresse"),
        Column("coops", label=_("Coopératives"), accessor=coops),
        MomentColumn("compose_le", label=_("Préparé le"), sort_key="compose_le"),
        Column("etat", label=_("État"), accessor="get_etat_display", sort_key="etat"),
        Column("erreur", label=_("Réponse du serveur")),
    ]
    list_export = ["adresse", "compose_le", "envoye_le", "get_etat_display", "sujet", "erreur"]
    export_headings = {
        "adresse": _("Destinataire"),
        "compose_le": _("Préparé le (heure de Paris)"),
        "envoye_le": _("Envoyé le (heure de Paris)"),
        "get_etat_display": _("État"),
        "sujet": _("Sujet"),
        "erreur": _("Réponse du serveur"),
    }
    export_filename = "rappels"
    search_fields = ["adresse", "sujet"]
    search_backend_name = None
    ordering = "-compose_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rappel]:
        """Return the reminders with the coops they are about."""
        return Rappel.objects.prefetch_related("objets__cooperative")


class FormuleDeRappelViewSet(Contenus):
    """The words of the reminders, with a preview."""

    model = FormuleDeRappel
    icon = "edit"
    menu_label = _("Formules de rappel")
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = [Column("__str__", label=_("Moment")), Column("sujet", label=_("Sujet"))]
    ordering = "pk"


def politiques() -> tuple[ModelPermissionPolicy, ...]:
    """Return who may do what by a form, for each model of the room."""
    return LectureSeule(Rappel), CorrectionSeule(FormuleDeRappel)


def renvoyer_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to send a message again, then let the next run of the command do so."""
    if not request.user.has_perm(RENVOYER):
        raise PermissionDenied

    rappel = get_object_or_404(Rappel, pk=pk)
    retour = reverse("wagtailsnippets_rappels_rappel:inspect", args=[pk])
    if request.method != "POST":
        contexte = {"rappel": rappel, "retour": retour, "incertain": rappel.etat == EtatDuRappel.INCERTAIN}
        return TemplateResponse(request, "registre/administration/rappel_renvoyer.html", contexte)

    if renvoyer(rappel, timezone.now()):
        messages.success(request, _now("Ce rappel partira au prochain envoi."))
    else:
        messages.error(request, _now("Ce rappel n’attend pas d’être renvoyé : il est déjà parti, ou va partir."))
    return HttpResponseRedirect(retour)


def rappels_en_attente(attente: Attente) -> list[Partie]:
    """Return the messages that did not leave, for whoever may send them again."""
    if not attente.compte.has_perm(RENVOYER):
        return []

    restes = Rappel.objects.filter(etat__in=A_REPRENDRE).order_by("compose_le")[:LIGNES]
    lignes = [
        TravailEnAttente(
            titre=rappel.adresse,
            nature=f"{rappel.get_etat_display()} {rappel.erreur}".strip(),
            langue="",
            adresse=reverse("wagtailsnippets_rappels_rappel:inspect", args=[rappel.pk]),
            depuis=rappel.compose_le,
        )
        for rappel in restes
    ]
    return [Partie(_now("Rappels qui ne sont pas partis"), lignes)]
