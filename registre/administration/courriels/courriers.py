"""What became of the letters, as the Federation sees it: to whom, about what, never their text."""

from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from registre.administration.colonnes import MomentColumn
from registre.administration.courriels.renvoi import COURRIERS, InspecterEnvoi
from registre.courriers.models import Courrier
from socle.administration.contenus import Contenus
from socle.file_de_courriels import EtatDEnvoi


class FiltresCourrier(WagtailFilterSet):
    """By what became of it."""

    etat = django_filters.ChoiceFilter(label=_("État"), choices=EtatDEnvoi.choices)

    class Meta:
        model = Courrier
        fields: ClassVar[list[str]] = ["etat"]


class InspecterCourrier(InspecterEnvoi):
    """A letter without its text: members of a coop write among themselves too."""

    envois = COURRIERS


class CourrierViewSet(Contenus):
    """The letters: read only, what happens writes them."""

    model = Courrier
    icon = "mail"
    menu_label = _("Courriels envoyés")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterCourrier
    inspect_view_fields = [
        "adresse",
        "cooperative",
        "seance",
        "etat",
        "ecrit_le",
        "envoye_le",
        "essais",
        "erreur",
        "sujet",
    ]
    filterset_class = FiltresCourrier
    list_display = [
        Column("adresse", label=_("Destinataire"), sort_key="adresse"),
        Column("objet", label=_("Au sujet de"), sort_key="cooperative__nom"),
        Column("sujet", label=_("Sujet")),
        MomentColumn("ecrit_le", label=_("Écrit le"), sort_key="ecrit_le"),
        Column("etat", label=_("État"), accessor="get_etat_display", sort_key="etat"),
        Column("erreur", label=_("Réponse du serveur")),
    ]
    list_export = ["adresse", "objet", "ecrit_le", "envoye_le", "get_etat_display", "sujet", "erreur"]
    export_headings = {
        "adresse": _("Destinataire"),
        "objet": _("Au sujet de"),
        "ecrit_le": _("Écrit le (heure de Paris)"),
        "envoye_le": _("Envoyé le (heure de Paris)"),
        "get_etat_display": _("État"),
        "sujet": _("Sujet"),
        "erreur": _("Réponse du serveur"),
    }
    export_filename = "courriels"
    search_fields = ["adresse", "sujet"]
    search_backend_name = None
    ordering = "-ecrit_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Courrier]:
        """Return the letters with what they are about."""
        return Courrier.objects.select_related("cooperative", "seance")
