"""How the Federation sees the register: lists under « Registre ». Legal records have no form of their own."""

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from registre.administration.choix import ChoixCooperative
from registre.administration.filtres import FiltresCandidature, FiltresCooperative, FiltresEvenement, FiltresLabel
from registre.administration.histoires import InspecterCandidature, InspecterCooperative, InspecterLabel
from registre.administration.membres import InvitationViewSet, MembreViewSet
from registre.administration.presentations import PresentationViewSet
from registre.etats import Statut
from registre.models import (
    Candidature,
    Cooperative,
    Evenement,
    Label,
    PeriodeDeStatut,
    SeanceComite,
    SignatureManifeste,
)


class StatutColumn(Column):
    """The public status on today, in words."""

    def get_value(self, instance: Any) -> str:
        """Return the words of the status, a dash when there is none."""
        return str(Statut(instance.statut).label) if instance.statut else "–"


def statut_du_jour(cooperative: str) -> Subquery:
    """Return the public status on today of the coop that this path leads to."""
    au = timezone.localdate()
    periodes = PeriodeDeStatut.objects.filter(cooperative=OuterRef(cooperative), du__lte=au, jusqu_au__gte=au)
    return Subquery(periodes.values("statut")[:1], output_field=CharField())


class CooperativeViewSet(SnippetViewSet):
    """Coops: their identity is edited here, their status never is."""

    model = Cooperative
    icon = "group"
    menu_label = _("Coopératives")
    inspect_view_enabled = True
    inspect_view_class = InspecterCooperative
    copy_view_enabled = False
    chooser_viewset_class = ChoixCooperative
    filterset_class = FiltresCooperative
    list_display = [
        "nom",
        Column("commune", label=_("Commune"), sort_key="commune"),
        Column("code_departement", label=_("Département"), sort_key="code_departement"),
        Column("siren", label=_("SIREN")),
        StatutColumn("statut", label=_("Statut ce jour")),
    ]
    list_export = ["siren", "nom", "commune", "code_departement", "forme_juridique", "statut", "demonstration"]
    export_headings = {"statut": _("Statut ce jour")}
    export_filename = "cooperatives"
    search_fields = ["texte_recherche"]
    search_backend_name = None
    ordering = "nom"
    list_per_page = 50
    panels = [
        MultiFieldPanel(
            [FieldPanel("nom"), FieldPanel("nom_usuel"), FieldPanel("sigle"), FieldPanel("slug"), FieldPanel("siren")],
            heading=_("Identité"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("forme_juridique"),
                FieldRowPanel([FieldPanel("commune"), FieldPanel("code_departement")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Forme et lieu"),
        ),
        MultiFieldPanel(
            [FieldPanel("metiers"), FieldPanel("logements_geres"), FieldPanel("site_web"), FieldPanel("logo")],
            heading=_("Activité"),
        ),
        FieldRowPanel([FieldPanel("membre_depuis"), FieldPanel("membre_jusqu_au")], heading=_("Adhésion")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cooperative]:
        """Return the coops with their status on today."""
        return Cooperative.objects.annotate(statut=statut_du_jour("pk"))


class CandidatureViewSet(SnippetViewSet):
    """Candidatures: where each stands. Buttons on its history carry out the decisions."""

    model = Candidature
    icon = "form"
    menu_label = _("Candidatures")
    inspect_view_enabled = True
    inspect_view_class = InspecterCandidature
    copy_view_enabled = False
    filterset_class = FiltresCandidature
    list_display = [
        "__str__",
        Column("etat", label=_("État"), accessor="get_etat_display", sort_key="etat"),
        DateColumn("deposee_le", label=_("Déposée le"), sort_key="deposee_le"),
        DateColumn("admissible_le", label=_("Admissible le"), sort_key="admissible_le"),
    ]
    list_export = ["cooperative.siren", "cooperative.nom", "cycle", "etat", "deposee_le", "admissible_le"]
    export_filename = "candidatures"
    search_fields = ["cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-deposee_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidature]:
        """Return the candidatures with their coop."""
        return Candidature.objects.select_related("cooperative")


class LabelViewSet(SnippetViewSet):
    """Labels: every granted period, with its coop's status on today."""

    model = Label
    icon = "success"
    menu_label = _("Labels")
    inspect_view_enabled = True
    inspect_view_class = InspecterLabel
    copy_view_enabled = False
    filterset_class = FiltresLabel
    list_display = [
        "numero",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        DateColumn("valide_du", label=_("Valide du"), sort_key="valide_du"),
        DateColumn("valide_jusqu_au", label=_("Jusqu’au"), sort_key="valide_jusqu_au"),
        StatutColumn("statut", label=_("Statut de la coopérative ce jour")),
    ]
    list_export = [
        "numero",
        "cooperative.siren",
        "cooperative.nom",
        "octroye_le",
        "valide_du",
        "valide_jusqu_au",
        "retire_le",
    ]
    export_filename = "labels"
    search_fields = ["numero", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-valide_du"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Label]:
        """Return the labels with their coop and its status on today."""
        return Label.objects.select_related("cooperative").annotate(statut=statut_du_jour("cooperative"))


class EvenementViewSet(SnippetViewSet):
    """The journal, as it was written."""

    model = Evenement
    icon = "history"
    menu_label = _("Journal")
    copy_view_enabled = False
    inspect_view_enabled = True
    filterset_class = FiltresEvenement
    list_display = [
        "operation",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        DateColumn("prend_effet_le", label=_("Prend effet le"), sort_key="prend_effet_le"),
        Column("par", label=_("Par")),
    ]
    list_export = [
        "enregistre_le",
        "operation",
        "cooperative.siren",
        "cooperative.nom",
        "de",
        "vers",
        "prend_effet_le",
        "par.email",
        "motif",
    ]
    export_filename = "journal"
    search_fields = ["cooperative__texte_recherche", "motif"]
    search_backend_name = None
    ordering = "-enregistre_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evenement]:
        """Return the events with what they are about."""
        return Evenement.objects.select_related("cooperative", "auteur__par")


class SeanceComiteViewSet(SnippetViewSet):
    """When the committee meets."""

    model = SeanceComite
    icon = "calendar-alt"
    menu_label = _("Séances du comité")
    copy_view_enabled = False
    list_display = ["le", "lieu", "date_limite_depot"]
    ordering = "-le"
    panels = [FieldPanel("le"), FieldPanel("lieu"), FieldPanel("date_limite_depot")]


class SignatureViewSet(SnippetViewSet):
    """Who signed the manifesto, and agreed that it is said."""

    model = SignatureManifeste
    icon = "edit"
    menu_label = _("Signatures du manifeste")
    copy_view_enabled = False
    list_display = [
        "cooperative",
        DateColumn("signe_le", label=_("Signé le")),
        "affichage_consenti",
    ]
    ordering = "-signe_le"
    panels = [
        FieldPanel("cooperative"),
        FieldPanel("referentiel"),
        FieldPanel("signe_le"),
        FieldPanel("affichage_consenti"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SignatureManifeste]:
        """Return the signatures with their coop."""
        return SignatureManifeste.objects.select_related("cooperative")


class RegistreGroup(SnippetViewSetGroup):
    """The menu."""

    items = (
        CooperativeViewSet,
        PresentationViewSet,
        CandidatureViewSet,
        LabelViewSet,
        EvenementViewSet,
        SeanceComiteViewSet,
        SignatureViewSet,
        MembreViewSet,
        InvitationViewSet,
    )
    menu_label = _("Registre")
    menu_name = "registre"
    menu_icon = "list-ul"
    menu_order = 160
