"""The catalogue of indicators, as the Federation keeps it: what coops are offered for each engagement."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from raison_detre.models import Engagement
from raison_detre.natures import Nature
from registre.dossier.models import IndicateurDuCatalogue
from registre.models.indicateur import Sens
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView


def engagements() -> list[tuple[str, str]]:
    """Return the engagements of every edition by their stable keys, in the words of the latest one. One query."""
    mots: dict[str, str] = {}
    lus = Engagement.objects.sources().order_by("referentiel__en_vigueur_du", "numero")
    for cle, numero, intitule in lus.values_list("cle", "numero", "intitule"):
        mots.pop(cle, None)
        mots[cle] = f"{numero}. {intitule}"
    return [*mots.items()]


class FormulaireDuCatalogue(WagtailAdminModelForm):
    """An indicator; its engagement is chosen by its words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ancien = self.fields.get("engagement")
        if ancien is not None:
            self.fields["engagement"] = forms.ChoiceField(
                label=ancien.label, choices=[("", "---------"), *engagements()]
            )


class FiltresDuCatalogue(WagtailFilterSet):
    """By engagement, by kind, by what is proposed."""

    engagement = django_filters.ChoiceFilter(label=_("Engagement"), choices=engagements)
    nature = django_filters.ChoiceFilter(label=_("Nature"), choices=Nature.choices)
    sens = django_filters.ChoiceFilter(label=_("Sens"), choices=Sens.choices)

    class Meta:
        model = IndicateurDuCatalogue
        fields: ClassVar[list[str]] = ["engagement", "nature", "sens", "retire"]


class IndicateurDuCatalogueViewSet(Contenus):
    """The catalogue: what is in it is withdrawn, never deleted."""

    model = IndicateurDuCatalogue
    icon = "list-ul"
    menu_label = _("Catalogue d’indicateurs")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = FicheDeTexteView
    inspect_view_fields = ["nom", "engagement", "unite", "sens", "nature", "definition", "retire", "cle"]
    filterset_class = FiltresDuCatalogue
    list_display = [
        Column("__str__", label=_("Titre"), sort_key="nom"),
        Column("engagement", label=_("Engagement"), sort_key="engagement"),
        Column("unite", label=_("Unité")),
        Column("sens", label=_("Sens"), accessor="get_sens_display"),
        Column("nature", label=_("Nature"), accessor="get_nature_display"),
        BooleanColumn("retire", label=_("Retiré"), sort_key="retire"),
    ]
    list_export = [
        "cle",
        "engagement",
        "nom",
        "unite",
        "get_sens_display",
        "get_nature_display",
        "definition",
        "retire",
        "demonstration",
    ]
    export_headings = {
        "cle": _("Clé"),
        "engagement": _("Engagement"),
        "nom": _("Titre"),
        "unite": _("Unité"),
        "get_sens_display": _("Sens"),
        "get_nature_display": _("Nature"),
        "definition": _("Définition"),
        "retire": _("Retiré"),
        "demonstration": _("Fictif"),
    }
    export_filename = "catalogue-d-indicateurs"
    search_fields = ["nom", "definition"]
    search_backend_name = None
    ordering = "nom"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "Les coopératives choisissent ici, ou écrivent un indicateur à elles. Ce qui est déposé garde"
                    " les mots de son dépôt : ce que vous changez ici vaut pour les dossiers à venir."
                )
            ),
            FieldPanel("engagement"),
            FieldPanel("nom"),
            FieldPanel("unite"),
            FieldPanel("sens"),
            FieldPanel("nature"),
            FieldPanel("definition"),
            FieldPanel("retire"),
        ],
        base_form_class=FormulaireDuCatalogue,
    )
