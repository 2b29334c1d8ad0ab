"""What coops were reminded of and what became of each message, and the words around it, as the Federation sees them."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy

from registre.administration.colonnes import MomentColumn
from registre.administration.courriels.renvoi import RAPPELS, InspecterEnvoi
from registre.administration.gestes.politiques import LectureSeule
from registre.courriers.models import Courrier
from registre.rappels.models import FormuleDeRappel, Rappel
from socle.administration.contenus import Contenus
from socle.file_de_courriels import EtatDEnvoi


class CorrectionSeule(ModelPermissionPolicy):
    """There are as many wordings as moments: none is added, none deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow to read and to change."""
        return action in ("view", "change") and super().user_has_permission(user, action)


class FiltresRappel(WagtailFilterSet):
    """By what became of it."""

    etat = django_filters.ChoiceFilter(label=_("État"), choices=EtatDEnvoi.choices)

    class Meta:
        model = Rappel
        fields: ClassVar[list[str]] = ["etat"]


def coops(rappel: Rappel) -> str:
    """Return the coops that a message is about."""
    return ", ".join(dict.fromkeys(str(objet.cooperative) for objet in rappel.objets.all()))


class InspecterRappel(InspecterEnvoi):
    """A reminder as it left."""

    envois = RAPPELS


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
    """Return who may do what by a form, for each model of what is sent."""
    return LectureSeule(Courrier), LectureSeule(Rappel), CorrectionSeule(FormuleDeRappel)
