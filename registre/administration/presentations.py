"""What coops say of themselves, in the admin: drafts, review and translation, like every editorial text."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn

from raison_detre.administration.formulaires import FormulaireAIdentite
from registre.administration.gestes.liens import Bouton
from registre.models import Cooperative, PresentationCooperative
from registre.territoires import DEPARTEMENTS
from socle.administration.contenus import Ajouter, Contenus
from socle.textes.signes import entier_ou_rien

MODELE = "registre.{}_presentationcooperative"


class FormulairePresentation(FormulaireAIdentite):
    """A presentation stays that of the coop it was written for."""

    champs_identite: ClassVar[tuple[str, ...]] = ("cooperative",)


class FiltresPresentation(WagtailFilterSet):
    """By department of the coop, and by whether the public reads it."""

    departement = django_filters.ChoiceFilter(
        label=_("Département"), field_name="cooperative__code_departement", choices=list(DEPARTEMENTS.items())
    )

    class Meta:
        model = PresentationCooperative
        fields: ClassVar[list[str]] = ["departement", "live"]


class CreerPresentationView(Ajouter):
    """A new presentation; of the coop named in the address (`?cooperative=<pk>`) when one is."""

    def get_initial_form_instance(self) -> PresentationCooperative:
        """Return the empty presentation, of that coop."""
        presentation: PresentationCooperative = super().get_initial_form_instance() or PresentationCooperative()
        demandee = entier_ou_rien(self.request.GET.get("cooperative", ""))
        cooperative = Cooperative.objects.filter(pk=demandee).first() if demandee is not None else None
        if cooperative is not None:
            presentation.cooperative = cooperative
        return presentation


class PresentationViewSet(Contenus):
    """Presentations: one a coop, French first, then translated."""

    model = PresentationCooperative
    icon = "doc-full"
    menu_label = _("Présentations")
    add_view_class = CreerPresentationView
    inspect_view_enabled = True
    copy_view_enabled = False
    filterset_class = FiltresPresentation
    edit_handler = ObjectList([FieldPanel("cooperative"), FieldPanel("texte")], base_form_class=FormulairePresentation)
    list_display = [
        "cooperative",
        Column("commune", label=_("Commune"), accessor="cooperative.commune"),
        LiveStatusTagColumn(label=_("Statut")),
    ]
    list_export = ["cooperative.siren", "cooperative.nom", "texte", "status_string"]
    export_headings: dict[str, Any] = {
        "cooperative.siren": _("SIREN"),
        "cooperative.nom": _("Coopérative"),
        "status_string": _("Statut"),
    }
    export_filename = "presentations"
    search_fields = ["cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "cooperative__nom"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[PresentationCooperative]:
        """Return the presentations with their coop."""
        return PresentationCooperative.objects.select_related("cooperative")


def lien_de_presentation(cooperative: Cooperative, compte: Any) -> Bouton | None:
    """Return the link that opens the coop's French presentation, or begins it; None for who may do neither."""
    existante = PresentationCooperative.objects.sources().filter(cooperative=cooperative).first()
    if existante and compte.has_perm(MODELE.format("change")):
        adresse = reverse(PresentationCooperative.snippet_viewset.get_url_name("edit"), args=[existante.pk])
        return Bouton(_("Modifier la présentation"), adresse)
    if not existante and compte.has_perm(MODELE.format("add")):
        adresse = reverse(PresentationCooperative.snippet_viewset.get_url_name("add"))
        return Bouton(_("Rédiger la présentation"), f"{adresse}?cooperative={cooperative.pk}")
    return None
