"""The list of sheets: one row a sheet, in French, with what an editor sorts by."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from bonnes_pratiques.administration.filtres import FiltresFiche
from bonnes_pratiques.models import FichePratique
from socle.administration.contenus import AjoutAccorde
from socle.administration.listes import OrdreFrancais
from socle.recherche.mots.normalisation import normaliser
from socle.templatetags.typographie import en_toutes_lettres


class RevueColumn(Column):
    """Since when a sheet is to be reviewed; nothing when it is not."""

    def get_value(self, instance: Any) -> str:
        """Return the day in words, a dash when it is still to come."""
        if not instance.a_revoir(timezone.localdate()):
            return "–"
        return gettext("depuis le %(jour)s") % {"jour": en_toutes_lettres(instance.revue_le)}


class EngagementColumn(Column):
    """The main engagement, by its number: its wording is too long for a list."""

    def get_value(self, instance: Any) -> str:
        """Return the number, a dash for a draft without one."""
        return str(instance.engagement_principal.numero) if instance.engagement_principal else "–"


class ListeDesFichesView(AjoutAccorde, OrdreFrancais, IndexView):
    """Searched by words of the title and of the coop."""

    show_locale_labels = False

    def annotate_queryset(self, pages: Any) -> Any:
        """Read with each sheet what its row shows, in the same number of queries whatever their number."""
        return super().annotate_queryset(pages).prefetch_related("cooperative", "engagement_principal")

    def get_base_queryset(self) -> Any:
        """Return the French sheets: their translations follow them."""
        return super().get_base_queryset().filter(locale__language_code="fr")

    def search_queryset(self, queryset: Any) -> Any:
        """Keep the sheets whose title, summary or coop holds each word."""
        for mot in self.search_query.split()[:8] if self.is_searching else []:
            queryset = queryset.filter(_contient(mot))
        return queryset

    def get_ordering(self) -> Any:
        """Return the order asked for, searching or not: there is no relevance here."""
        demande = self.request.GET.get("ordering", self.default_ordering)
        return demande if demande in self.get_valid_orderings() else self.default_ordering


def _contient(mot: str) -> Q:
    fiches: QuerySet[FichePratique] = FichePratique.objects.filter(
        cooperative__texte_recherche__contains=normaliser(mot)
    )
    return Q(title__icontains=mot) | Q(introduction__icontains=mot) | Q(pk__in=fiches.values("pk"))


class FicheViewSet(PageListingViewSet):
    """Sheets in the admin's menu: pages, listed wherever they are in the tree."""

    model = FichePratique
    name = "fiches_pratiques"
    url_prefix = "bonnes-pratiques/fiches"
    icon = "doc-full"
    menu_label = _("Fiches pratiques")
    index_view_class = ListeDesFichesView
    filterset_class = FiltresFiche
    ordering = "-latest_revision_created_at"
    list_per_page = 50
    columns = [
        BulkActionsColumn("bulk_actions"),
        # Not Wagtail's column of pages: its buttons ask two queries a row of wagtail-localize.
        TitleColumn("title", label=_("Titre"), sort_key="title", url_name="wagtailadmin_pages:edit", classname="title"),
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        EngagementColumn("engagement", label=_("Engagement"), sort_key="engagement_principal__numero"),
        Column("stade", label=_("Stade"), accessor="get_stade_display", sort_key="stade"),
        Column("preuve", label=_("Preuve"), accessor="get_preuve_display", sort_key="preuve"),
        PageStatusColumn("status", label=_("Statut"), sort_key="live"),
        DateColumn("relue_le", label=_("Relue le"), sort_key="relue_le"),
        RevueColumn("revue", label=_("À revoir")),
    ]
    list_export = [
        "title",
        "slug",
        "cooperative.siren",
        "cooperative.nom",
        "engagement_principal.numero",
        "get_stade_display",
        "get_preuve_display",
        "national",
        "departements",
        "metiers",
        "get_cout_display",
        "introduction",
        "moyens_humains",
        "duree",
        "partenaires",
        "contact_role",
        "relue_le",
        "revue_le",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "demonstration",
    ]
    export_headings = {
        "slug": _("Adresse"),
        "cooperative.siren": _("SIREN"),
        "cooperative.nom": _("Coopérative"),
        "engagement_principal.numero": _("Engagement principal"),
        "get_stade_display": _("Stade"),
        "get_preuve_display": _("Preuve"),
        "get_cout_display": _("Dépense"),
        "revue_le": _("À revoir le"),
        "live": _("Publiée"),
        "has_unpublished_changes": _("Brouillon en cours"),
    }
    export_filename = "fiches-pratiques"
