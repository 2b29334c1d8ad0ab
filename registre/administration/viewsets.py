"""How the Federation sees the register: lists under « Registre ». Legal records have no form of their own."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from registre.administration.acces import AccesAuCompteRenduViewSet, AccesAuDossierViewSet
from registre.administration.affichages import AffichageViewSet
from registre.administration.colonnes import StatutColumn, statut_du_jour
from registre.administration.comite.viewsets import (
    MembreDuComiteViewSet,
    RegleDeQuorumViewSet,
    SeanceComiteViewSet,
)
from registre.administration.cooperatives import CooperativeViewSet
from registre.administration.corrections import CorrectionsViewSet
from registre.administration.courriels.courriers import CourrierViewSet
from registre.administration.courriels.rappels import FormuleDeRappelViewSet, RappelViewSet
from registre.administration.deploiement import DeploiementViewSet
from registre.administration.filtres import FiltresCandidature, FiltresLabel
from registre.administration.histoires import InspecterCandidature, InspecterLabel
from registre.administration.imports.sortes import ListeDesLabels
from registre.administration.instruction.catalogue import IndicateurDuCatalogueViewSet
from registre.administration.instruction.points import PointViewSet
from registre.administration.instruction.recours import RecoursViewSet
from registre.administration.instruction.visites import VisiteViewSet
from registre.administration.journaux import EvenementViewSet
from registre.administration.membres import InvitationViewSet, MembreViewSet
from registre.administration.presentations import PresentationViewSet
from registre.administration.signalements import SignalementViewSet
from registre.models import Candidature, Label, SignatureManifeste
from socle.administration.contenus import Contenus

ENTETES = {
    "cooperative.siren": _("SIREN"),
    "cooperative.nom": _("Coopérative"),
    "get_etat_display": _("État"),
    "referentiel.code": _("Édition"),
}


class CandidatureViewSet(Contenus):
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
    list_export = ["cooperative.siren", "cooperative.nom", "cycle", "get_etat_display", "deposee_le", "admissible_le"]
    export_headings = ENTETES
    export_filename = "candidatures"
    search_fields = ["cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-deposee_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidature]:
        """Return the candidatures with their coop."""
        return Candidature.objects.select_related("cooperative")


class LabelViewSet(Contenus):
    """Labels: every granted period, with its coop's status on today."""

    model = Label
    icon = "success"
    menu_label = _("Labels")
    index_view_class = ListeDesLabels
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
    export_headings = ENTETES
    export_filename = "labels"
    search_fields = ["numero", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-valide_du"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Label]:
        """Return the labels with their coop and its status on today."""
        return Label.objects.select_related("cooperative").annotate(statut=statut_du_jour("cooperative"))


class SignatureViewSet(Contenus):
    """Who signed the manifesto, and agreed that it is said."""

    model = SignatureManifeste
    icon = "edit"
    menu_label = _("Signatures du manifeste")
    copy_view_enabled = False
    list_display = [
        "cooperative",
        DateColumn("signe_le", label=_("Signé le")),
        BooleanColumn("affichage_consenti", label=_("Affichage accepté")),
    ]
    list_export = ["cooperative.siren", "cooperative.nom", "referentiel.code", "signe_le", "affichage_consenti"]
    export_headings = ENTETES
    export_filename = "signatures-du-manifeste"
    ordering = "-signe_le"
    panels = [
        FieldPanel("cooperative"),
        FieldPanel("referentiel"),
        FieldPanel("signe_le"),
        FieldPanel("affichage_consenti"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SignatureManifeste]:
        """Return the signatures with their coop."""
        return SignatureManifeste.objects.select_related("cooperative", "referentiel")


class RegistreGroup(SnippetViewSetGroup):
    """The room's entry in the admin's menu, and what stands under it."""

    items = (
        CooperativeViewSet,
        PresentationViewSet,
        CandidatureViewSet,
        PointViewSet,
        VisiteViewSet,
        LabelViewSet,
        EvenementViewSet,
        CorrectionsViewSet,
        RecoursViewSet,
        IndicateurDuCatalogueViewSet,
        SeanceComiteViewSet,
        MembreDuComiteViewSet,
        RegleDeQuorumViewSet,
        AccesAuDossierViewSet,
        AccesAuCompteRenduViewSet,
        SignatureViewSet,
        DeploiementViewSet,
        AffichageViewSet,
        RappelViewSet,
        CourrierViewSet,
        FormuleDeRappelViewSet,
        SignalementViewSet,
        MembreViewSet,
        InvitationViewSet,
    )
    menu_label = _("Registre")
    menu_name = "registre"
    menu_icon = "list-ul"
    menu_order = 160
