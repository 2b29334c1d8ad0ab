"""How the label works. Its figures come from the edition's rules and are never typed twice."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from raison_detre.blocs import CORPS_EDITORIAL
from raison_detre.edition import lire_edition
from socle.champs import FluxField
from socle.models import BasePage


class DemarchePage(BasePage):
    """The label's course, its calendar, its rules, its committee."""

    template = "raison_detre/demarche.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = ["raison_detre.PageEditoriale"]

    corps = FluxField(CORPS_EDITORIAL, blank=True, verbose_name=_("contenu sous le parcours"))

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("corps")]
    search_fields: ClassVar[list] = [*BasePage.search_fields, index.SearchField("corps")]

    class Meta:
        verbose_name = _("page de la démarche")
        verbose_name_plural = _("pages de la démarche")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"edition": lire_edition()}
