"""How editors see the library: its sheets, themes, tags and take-ups under « Bonnes pratiques »."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from bonnes_pratiques.models import Etiquette, Reprise, Theme


class ThemeViewSet(SnippetViewSet):
    """Themes: a tree of two levels."""

    model = Theme
    icon = "folder-open-inverse"
    menu_label = _("Thèmes")
    copy_view_enabled = False
    list_display = ["nom", Column("parent", label=_("Sous")), LiveStatusTagColumn(label=_("Statut"))]
    ordering = "nom"
    panels = [FieldRowPanel([FieldPanel("parent"), FieldPanel("cle")]), FieldPanel("nom"), FieldPanel("description")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        """Return the themes with their parent."""
        return Theme.objects.select_related("parent")


class EtiquetteViewSet(SnippetViewSet):
    """Free tags, and how many sheets bear each."""

    model = Etiquette
    icon = "tag"
    menu_label = _("Étiquettes")
    copy_view_enabled = False
    list_display = ["name", Column("nombre", label=_("Fiches"), sort_key="nombre")]
    ordering = "name"
    panels = [FieldPanel("name")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Etiquette]:
        """Return the tags with the number of sheets that bear them."""
        return Etiquette.objects.annotate(nombre=Count("fiches"))


class RepriseViewSet(SnippetViewSet):
    """Take-ups: coops declare them, the Federation may hide one."""

    model = Reprise
    icon = "rotate"
    menu_label = _("Reprises")
    copy_view_enabled = False
    list_display = [
        Column("fiche", label=_("Fiche")),
        Column("cooperative", label=_("Coopérative")),
        DateColumn("reprise_le", label=_("Reprise le"), sort_key="reprise_le"),
        BooleanColumn("masquee", label=_("Masquée")),
    ]
    ordering = "-reprise_le"
    panels = [FieldPanel("adaptation"), FieldPanel("resultat"), FieldPanel("resultat_le"), FieldPanel("masquee")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reprise]:
        """Return the take-ups with their sheet and coop."""
        return Reprise.objects.select_related("fiche", "cooperative")


class BonnesPratiquesGroup(SnippetViewSetGroup):
    """The menu."""

    items = (ThemeViewSet, EtiquetteViewSet, RepriseViewSet)
    menu_label = _("Bonnes pratiques")
    menu_name = "bonnes-pratiques"
    menu_icon = "clipboard-list"
    menu_order = 170
