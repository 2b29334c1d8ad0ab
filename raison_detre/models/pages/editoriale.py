"""A free page, for everything that has no type of its own, the legal pages first."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from raison_detre.blocs import CORPS_EDITORIAL
from socle.champs import FluxField
from socle.models import BasePage


class PageEditoriale(BasePage):
    """Text, figures, tables, files: whatever the editors compose."""

    template = "raison_detre/page_editoriale.html"
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage", "raison_detre.PageEditoriale"]
    subpage_types: ClassVar[list[str]] = ["raison_detre.PageEditoriale"]

    corps = FluxField(CORPS_EDITORIAL, blank=True, verbose_name=_("contenu"))

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("corps")]
    search_fields: ClassVar[list] = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("corps"),
    ]

    class Meta:
        verbose_name = _("page éditoriale")
        verbose_name_plural = _("pages éditoriales")
