"""How editors see the library: its sheets, themes, tags and take-ups under « Bonnes pratiques »."""

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from bonnes_pratiques.administration.fiches import FicheViewSet
from bonnes_pratiques.administration.filtres import FiltresEtiquette, FiltresReprise
from bonnes_pratiques.administration.formulaires import FormulaireEtiquette, FormulaireReprise
from bonnes_pratiques.fiches.champs import en_arbre
from bonnes_pratiques.models import Etiquette, FichePratique, Reprise, Theme
from socle.administration.contenus import Contenus


class ThemeViewSet(Contenus):
    """Themes: a tree of two levels, and how many sheets each has."""

    model = Theme
    icon = "folder-open-inverse"
    menu_label = _("Thèmes")
    copy_view_enabled = False
    list_display = ["nom_en_arbre", Column("nombre", label=_("Fiches")), LiveStatusTagColumn(label=_("Statut"))]
    list_export = ["nom", "parent.nom", "cle", "description", "nombre", "status_string"]
    export_headings = {"parent.nom": _("Thème parent"), "nombre": _("Fiches"), "status_string": _("Statut")}
    export_filename = "themes"
    list_per_page = 100
    search_fields = ["nom"]
    search_backend_name = None
    panels = [FieldRowPanel([FieldPanel("parent"), FieldPanel("cle")]), FieldPanel("nom"), FieldPanel("description")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        """Return the French themes in the order of the tree: sheets point at them, their translations follow them."""
        fiches = (
            FichePratique.themes.through.objects.filter(theme=OuterRef("pk"), fichepratique__locale__language_code="fr")
            .order_by()
            .values("theme")
            .annotate(n=Count("fichepratique", distinct=True))
            .values("n")
        )
        nombre = Coalesce(Subquery(fiches, output_field=IntegerField()), 0)
        return en_arbre(Theme.objects.sources().annotate(nombre=nombre))


class EtiquetteViewSet(Contenus):
    """Free tags, and how many sheets bear each. Several chosen in the list may be merged."""

    model = Etiquette
    icon = "tag"
    menu_label = _("Étiquettes")
    copy_view_enabled = False
    list_display = ["name", Column("nombre", label=_("Fiches"), sort_key="nombre")]
    list_export = ["name", "nombre"]
    export_headings = {"name": _("Étiquette"), "nombre": _("Fiches")}
    export_filename = "etiquettes"
    ordering = "name"
    list_per_page = 100
    filterset_class = FiltresEtiquette
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList([FieldPanel("name")], base_form_class=FormulaireEtiquette)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Etiquette]:
        """Return the tags with the number of French sheets that bear them."""
        en_francais = Q(fiches__content_object__locale__language_code="fr")
        return Etiquette.objects.annotate(nombre=Count("fiches", filter=en_francais, distinct=True))


class RepriseViewSet(Contenus):
    """Take-ups: coops declare them, the Federation may hide one, and says why."""

    model = Reprise
    icon = "rotate"
    menu_label = _("Reprises")
    copy_view_enabled = False
    filterset_class = FiltresReprise
    list_display = [
        "fiche",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        DateColumn("reprise_le", label=_("Reprise le"), sort_key="reprise_le"),
        DateColumn("resultat_le", label=_("Résultat du"), sort_key="resultat_le"),
        BooleanColumn("masquee", label=_("Masquée")),
    ]
    list_export = [
        "fiche.title",
        "cooperative.siren",
        "cooperative.nom",
        "reprise_le",
        "adaptation",
        "resultat",
        "resultat_le",
        "masquee",
        "declaree_le",
    ]
    export_headings = {"fiche.title": _("Fiche"), "cooperative.siren": _("SIREN"), "cooperative.nom": _("Coopérative")}
    export_filename = "reprises"
    search_fields = ["fiche__title", "cooperative__texte_recherche", "adaptation", "resultat"]
    search_backend_name = None
    ordering = "-reprise_le"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("fiche", read_only=True),
            FieldPanel("cooperative", read_only=True),
            FieldPanel("adaptation"),
            FieldPanel("resultat"),
            FieldPanel("resultat_le"),
            FieldPanel("masquee"),
            FieldPanel("motif"),
        ],
        base_form_class=FormulaireReprise,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reprise]:
        """Return the take-ups with their sheet and coop."""
        return Reprise.objects.select_related("fiche", "cooperative")


class BonnesPratiquesGroup(SnippetViewSetGroup):
    """The room's entry in the admin's menu, and what stands under it."""

    items = (FicheViewSet, ThemeViewSet, EtiquetteViewSet, RepriseViewSet)
    menu_label = _("Bonnes pratiques")
    menu_name = "bonnes-pratiques"
    menu_icon = "clipboard-list"
    menu_order = 170
