"""How the label works. Its figures come from the edition's rules and are never typed twice."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from raison_detre.blocs import CORPS_EDITORIAL
from raison_detre.edition import lire_edition
from socle.adresses.sous_page import SousPage
from socle.champs import FluxField
from socle.models import BasePage

SIMULATEUR = "simulateur/"


class DemarchePage(RoutablePageMixin, BasePage):
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

    @path(SIMULATEUR, name="simulateur")
    def simulateur(self, request: HttpRequest) -> HttpResponse:
        """Choose engagements and see what is missing. What is chosen is read by the template, of the room above."""
        contexte = {"sous_page": self.vues()[0]}
        return self.render(request, context_overrides=contexte, template="raison_detre/simulateur.html")

    def vues(self) -> Sequence[SousPage]:
        """The simulator, its only view."""
        titre = gettext("Simulateur : choisir ses engagements")
        description = gettext("Composer son choix d’engagements et voir ce qui manque pour déposer une candidature.")
        suites = dict.fromkeys(("fr", "en"), SIMULATEUR)
        return [SousPage(titre, cle="simulateur", description=description, suites=suites)]

    def sous_pages(self) -> Sequence[SousPage]:
        """The same, for search engines."""
        return self.vues()

    def sous_page(self, cle: str) -> SousPage | None:
        """Return the view of this name."""
        return next((vue for vue in self.vues() if vue.cle == cle), None)

    def get_cached_paths(self) -> list[str]:
        """Return where it is read, after its own address, for the purge of caches."""
        return ["/", f"/{SIMULATEUR}"]
