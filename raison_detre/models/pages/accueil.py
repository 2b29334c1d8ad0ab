"""The home page of the site, one per language."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from raison_detre.blocs import CORPS_EDITORIAL
from raison_detre.edition import lire_edition
from raison_detre.sous_pages import modifiee_le
from socle.champs import FluxField
from socle.models import BasePage


class AccueilPage(BasePage):
    """The Raison d'être in one screen, and the ways into the site."""

    template = "raison_detre/accueil.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "raison_detre.ManifestePage",
        "raison_detre.EngagementsPage",
        "raison_detre.DemarchePage",
        "raison_detre.PageEditoriale",
        "bonnes_pratiques.BibliothequePage",
        "registre.RegistrePage",
        "bonnes_pratiques.ActualitesPage",
        "bonnes_pratiques.AgendaPage",
        "socle.PlanDuSitePage",
    ]

    corps = FluxField(CORPS_EDITORIAL, blank=True, verbose_name=_("contenu sous les trois axes"))

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("corps")]

    class Meta:
        verbose_name = _("page d'accueil")
        verbose_name_plural = _("pages d'accueil")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"edition": lire_edition()}

    def modifiee_le(self) -> datetime | None:
        """Return when the page, an axis or an engagement was last published."""
        return modifiee_le(self)
