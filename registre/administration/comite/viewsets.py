"""The committee under « Registre »: sessions, members, the quorum."""

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from registre.administration.colonnes import JourColumn
from registre.administration.comite.seance import SeanceView
from registre.comite.models import EtatDeReunion, MembreDuComite, RegleDeQuorum
from registre.comite.models.reunion import TENUES
from registre.comite.nomination import donner_l_acces
from registre.comite.quorum import en_mots
from registre.models import SeanceComite
from socle.administration.contenus import Ajouter, Contenus, Modifier


def etat_en_mots(seance: Any) -> str:
    """Return how far a session is."""
    reunion = getattr(seance, "reunion", None)
    return str(EtatDeReunion(reunion.etat if reunion else EtatDeReunion.PREPARATION).label)


def points_en_mots(seance: Any) -> str:
    """Return how many points, and how many are decided."""
    if not seance.decides:
        return str(seance.nombre)
    return f"{seance.nombre}, dont {seance.decides} {'décidés' if seance.decides > 1 else 'décidé'}"


def sa_page(seance: Any) -> str:
    """Return the address of a session's page."""
    return reverse("wagtailsnippets_registre_seancecomite:inspect", args=[seance.pk])


class FiltresSeance(WagtailFilterSet):
    """By day, and by how far the session is."""

    le = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    etat = django_filters.ChoiceFilter(label=_("État"), choices=EtatDeReunion.choices, method="par_etat")

    class Meta:
        model = SeanceComite
        fields: ClassVar[list[str]] = ["le", "etat"]

    def par_etat(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the sessions of this state; one of which nothing was done is being prepared."""
        sans = Q(reunion=None) if valeur == EtatDeReunion.PREPARATION else Q(pk=None)
        return queryset.filter(Q(reunion__etat=valeur) | sans)


class FormulaireDeSeance(WagtailAdminModelForm):
    """The day of a session that was held is what its minutes say."""

    def clean_le(self) -> Any:
        """Refuse to move a session that was held."""
        le = self.cleaned_data["le"]
        tenue = SeanceComite.objects.filter(pk=self.instance.pk, reunion__etat__in=TENUES).exclude(le=le)
        if tenue.exists():
            raise ValidationError(_("Cette séance s’est tenue : sa date ne change plus."))
        return le


class SeanceComiteViewSet(Contenus):
    """When the committee meets, until when it takes files, and how far each session is."""

    model = SeanceComite
    icon = "calendar-alt"
    menu_label = _("Séances du comité")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = SeanceView
    filterset_class = FiltresSeance
    list_display = [
        TitleColumn("le", label=_("Date"), accessor=str, get_url=sa_page, sort_key="le"),
        Column("lieu", label=_("Lieu"), sort_key="lieu"),
        JourColumn("date_limite_depot", label=_("Dossiers à déposer avant le"), sort_key="date_limite_depot"),
        Column("etat", label=_("État"), accessor=etat_en_mots),
        Column("points", label=_("Points"), accessor=points_en_mots),
    ]
    list_export = ["le", "lieu", "date_limite_depot"]
    export_filename = "seances-du-comite"
    ordering = "-le"
    list_per_page = 50
    edit_handler = ObjectList(
        [FieldPanel("le"), FieldPanel("lieu"), FieldPanel("date_limite_depot")], base_form_class=FormulaireDeSeance
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SeanceComite]:
        """Return the sessions with how far each is, and what is on its agenda."""
        return SeanceComite.objects.select_related("reunion").annotate(
            nombre=Count("points"), decides=Count("points__decision")
        )


class Nommer(Ajouter):
    """The form that names a member, and opens the admin to them."""

    def save_instance(self) -> Any:
        membre = super().save_instance()
        donner_l_acces(membre)
        return membre


class Renommer(Modifier):
    """The form that changes a seat."""

    def save_instance(self) -> Any:
        membre = super().save_instance()
        donner_l_acces(membre)
        return membre


class MembreDuComiteViewSet(Contenus):
    """Who sits, from when until when."""

    model = MembreDuComite
    icon = "group"
    menu_label = _("Membres du comité")
    copy_view_enabled = False
    add_view_class = Nommer
    edit_view_class = Renommer
    list_display = [
        "__str__",
        Column("cooperative", label=_("Coopérative d’origine"), accessor=lambda m: m.cooperative or "–"),
        JourColumn("depuis", label=_("Membre depuis le"), sort_key="depuis"),
        JourColumn("jusqu_au", label=_("Jusqu’au"), sort_key="jusqu_au"),
    ]
    list_export = ["user.email", "cooperative.nom", "depuis", "jusqu_au"]
    export_headings = {"user.email": _("Compte"), "cooperative.nom": _("Coopérative d’origine")}
    export_filename = "membres-du-comite"
    search_fields = ["user__email", "user__last_name"]
    search_backend_name = None
    ordering = "-depuis"
    list_per_page = 50
    panels = [FieldPanel("user"), FieldPanel("cooperative"), FieldPanel("depuis"), FieldPanel("jusqu_au")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MembreDuComite]:
        """Return the members with their account and coop."""
        return MembreDuComite.objects.select_related("user", "cooperative")


class RegleDeQuorumViewSet(Contenus):
    """How many must be there, from which day on. A rule that served is followed by another."""

    model = RegleDeQuorum
    icon = "tasks"
    menu_label = _("Quorum")
    copy_view_enabled = False
    list_display = ["__str__", Column("regle", label=_("Règle"), accessor=en_mots)]
    list_export = ["depuis", "nombre", "part"]
    export_filename = "quorum"
    ordering = "-depuis"
    panels = [FieldPanel("depuis"), FieldPanel("nombre"), FieldPanel("part")]
