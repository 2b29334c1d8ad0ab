"""Which coop did which act of deployment, as the Federation sees it: looked at, filtered, exported, never rewritten."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column

from registre.administration.colonnes import JourColumn, MomentColumn
from registre.promotion.models import ChangementDeDeploiement, Deploiement
from registre.territoires import REGIONS, departements_de
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView
from socle.textes.ordre import cle_francaise


def regions() -> list[tuple[str, str]]:
    """Return the codes and names of regions, in French order."""
    return sorted(REGIONS.items(), key=lambda region: cle_francaise(region[1]))


class FiltresDeploiement(WagtailFilterSet):
    """By act, region, day, proof and consent."""

    region = django_filters.ChoiceFilter(label=_("Région"), choices=regions, method="par_region")
    fait_le = django_filters.DateFromToRangeFilter(label=_("Fait"), widget=DateRangePickerWidget)
    avec_preuve = django_filters.BooleanFilter(label=_("Avec une preuve"), method="par_preuve")

    class Meta:
        model = Deploiement
        fields: ClassVar[list[str]] = ["acte", "region", "fait_le", "avec_preuve", "affichage_consenti"]

    def par_region(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the coops whose seat is in this region."""
        return queryset.filter(cooperative__code_departement__in=departements_de(valeur))

    def par_preuve(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep what has a file or an address as a proof, or what has neither."""
        sans = Q(adresse="", document__isnull=True)
        return queryset.exclude(sans) if valeur else queryset.filter(sans)


class InspecterDeploiement(FicheDeTexteView):
    """A declaration, its proof to open, and what was said of it before."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The fields, then each change, the latest first."""
        changements = ChangementDeDeploiement.objects.filter(
            cooperative=self.object.cooperative_id, acte=self.object.acte
        ).select_related("par")
        dits = [
            {"label": str(changement.get_sorte_display()).capitalize(), "value": _dit(changement), "component": None}
            for changement in changements.order_by("-le", "-pk")
        ]
        return [*super().get_fields_context(), *dits]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """The value in words; a document as what opens it."""
        if field_name == "document" and self.object.document:
            return format_html('<a href="{}">{}</a>', self.object.document.url, self.object.document.title)
        return super().get_field_display_value(field_name, field)


def _dit(changement: ChangementDeDeploiement) -> str:
    qui = f", {changement.par}" if changement.par else ""
    return f"{MomentColumn('le').get_value(changement)}{qui}"


class DeploiementViewSet(Contenus):
    """Who has done what of the four acts."""

    model = Deploiement
    icon = "tick"
    menu_label = _("Actes de déploiement")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterDeploiement
    inspect_view_fields = [
        "cooperative",
        "acte",
        "fait_le",
        "document",
        "adresse",
        "affichage_consenti",
        "preuve_montree",
        "declare_le",
        "modifie_le",
        "modifie_par",
    ]
    filterset_class = FiltresDeploiement
    list_display = [
        "cooperative",
        Column("acte", label=_("Acte"), accessor="get_acte_display", sort_key="acte"),
        Column("region", label=_("Région"), accessor="cooperative.region"),
        JourColumn("fait_le", label=_("Fait le"), sort_key="fait_le"),
        BooleanColumn("a_une_preuve", label=_("Preuve")),
        BooleanColumn("affichage_consenti", label=_("Affichage accepté")),
        MomentColumn("modifie_le", label=_("Modifié le"), sort_key="modifie_le"),
    ]
    list_export = [
        "cooperative.siren",
        "cooperative.nom",
        "cooperative.region",
        "get_acte_display",
        "fait_le",
        "a_une_preuve",
        "adresse",
        "affichage_consenti",
        "preuve_montree",
        "declare_le",
        "modifie_le",
    ]
    export_headings: dict[str, Any] = {
        "cooperative.siren": _("SIREN"),
        "cooperative.nom": _("Coopérative"),
        "cooperative.region": _("Région"),
        "get_acte_display": _("Acte"),
        "a_une_preuve": _("Preuve"),
        "adresse": _("Adresse de la preuve"),
        "affichage_consenti": _("Affichage accepté"),
        "preuve_montree": _("Preuve montrée"),
        "declare_le": _("Déclaré le (heure de Paris)"),
        "modifie_le": _("Modifié le (heure de Paris)"),
    }
    export_filename = "actes-de-deploiement"
    search_fields = ["cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-fait_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deploiement]:
        """Return the declarations with their coop and proof."""
        return Deploiement.objects.select_related("cooperative", "document", "modifie_par")
