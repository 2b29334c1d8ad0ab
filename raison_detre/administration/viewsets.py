"""How editors see the référentiel: three lists under « Raison d'être »."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from raison_detre.administration.champs import MoisField
from raison_detre.administration.choix import ChoixAxe, ChoixEngagement
from raison_detre.administration.filtres import FiltresAxe, FiltresEngagement
from raison_detre.administration.panneaux import PANNEAUX_AXE, PANNEAUX_ENGAGEMENT, PANNEAUX_REFERENTIEL
from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.natures import Nature
from raison_detre.regles import Regles
from socle.administration.contenus import Contenus, ListeFrancaise
from socle.administration.fiches import FicheDeTexteView

EDITION = Column("edition", label=_("Édition"), accessor="referentiel.code", sort_key="referentiel__code")


class ListeDesReferentielsView(ListeFrancaise):
    """The list of editions; an export is written for people: months as editors type them."""

    custom_field_preprocess = {
        "points_etape_mois": dict.fromkeys(ListeFrancaise.FORMATS, MoisField().prepare_value),
    }


class ReferentielViewSet(Contenus):
    """Editions in the admin: their dates and the label's rules."""

    model = Referentiel
    index_view_class = ListeDesReferentielsView
    icon = "doc-full-inverse"
    menu_label = _("Référentiels")
    edit_handler = PANNEAUX_REFERENTIEL
    list_display = [
        "nom",
        "code",
        "adopte_le",
        "en_vigueur_du",
        BooleanColumn("est_courante", label=_("Courante"), accessor="est_courante"),
    ]
    list_export = ["code", "nom", "titre", "adopte_le", "en_vigueur_du", "est_courante", *Regles.champs()]
    export_headings = {"est_courante": _("Courante")}
    export_filename = "referentiels"
    ordering = "-en_vigueur_du"
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Referentiel]:
        """Return the editions, each saying in `est_courante` whether it is the one in force today."""
        courante = Referentiel.objects.en_vigueur(timezone.localdate())
        est_courante = Q(translation_key=courante.translation_key) if courante else Q(pk__in=[])
        return Referentiel.objects.annotate(est_courante=ExpressionWrapper(est_courante, output_field=BooleanField()))


class AxeViewSet(Contenus):
    """Axes: their place in an edition, their text."""

    model = Axe
    icon = "list-ul"
    menu_label = _("Axes")
    edit_handler = PANNEAUX_AXE
    list_display = ["titre", "numero", EDITION, LiveStatusTagColumn(label=_("Statut"))]
    list_export = [
        "referentiel.code",
        "numero",
        "cle",
        "titre",
        "titre_manifeste",
        "sous_titre",
        "texte",
        "status_string",
    ]
    export_headings = {"referentiel.code": _("Édition"), "status_string": _("Statut")}
    export_filename = "axes"
    filterset_class = FiltresAxe
    ordering = ["-referentiel__en_vigueur_du", "numero"]
    chooser_viewset_class = ChoixAxe
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Axe]:
        """Return the axes with their edition."""
        return Axe.objects.select_related("referentiel")


class FicheDEngagementView(FicheDeTexteView):
    """An engagement as it reads; its examples of indicators in words."""

    def get_exemples_indicateurs_display_value(self) -> list[str]:
        """Name, kind and unit of each."""
        return [_en_mots(bloc.value) for bloc in self.object.exemples_indicateurs]


def _en_mots(exemple: Any) -> str:
    precisions = [str(Nature(exemple["nature"]).label), exemple["unite"]]
    return f"{exemple['nom']} ({', '.join(mot for mot in precisions if mot)})"


class EngagementViewSet(Contenus):
    """Engagements: their place, their wording, what editors say of them."""

    model = Engagement
    icon = "tick-inverse"
    menu_label = _("Engagements")
    edit_handler = PANNEAUX_ENGAGEMENT
    list_display = [
        "intitule",
        "numero",
        Column("axe", label=_("Axe"), sort_key="axe__numero"),
        EDITION,
        LiveStatusTagColumn(label=_("Statut")),
    ]
    list_export = ["referentiel.code", "numero", "cle", "intitule", "axe.numero", "axe.titre", "status_string"]
    export_headings: dict[str, Any] = {
        "referentiel.code": _("Édition"),
        "axe.numero": _("Numéro de l’axe"),
        "axe.titre": _("Axe"),
        "status_string": _("Statut"),
    }
    export_filename = "engagements"
    filterset_class = FiltresEngagement
    ordering = ["-referentiel__en_vigueur_du", "numero"]
    chooser_viewset_class = ChoixEngagement
    inspect_view_enabled = True
    inspect_view_class = FicheDEngagementView
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Engagement]:
        """Return the engagements with their axis and edition."""
        return Engagement.objects.select_related("referentiel", "axe")


class RaisonDEtreGroup(SnippetViewSetGroup):
    """The room's entry in the admin's menu, and what stands under it."""

    items = (ReferentielViewSet, AxeViewSet, EngagementViewSet)
    menu_label = _("Raison d’être")
    menu_name = "raison-d-etre"
    menu_icon = "openquote"
    menu_order = 150
