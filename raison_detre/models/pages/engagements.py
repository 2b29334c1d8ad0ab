"""The engagements: all of them by axis, and one address each."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from raison_detre.edition import Edition, lire_edition
from raison_detre.models.engagement import Engagement, slug_d_intitule
from raison_detre.models.pages.par_edition import PageParEdition
from raison_detre.sous_pages import sous_page_engagement
from socle.adresses.sous_page import SousPage


class EngagementsPage(PageParEdition):
    """Index of the edition's engagements; each at `<numero>-<slug>/`, older editions under `edition/<code>/`."""

    template = "raison_detre/engagements.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page des engagements")
        verbose_name_plural = _("pages des engagements")

    @path("<int:numero>-<slug:slug>/", name="engagement")
    def engagement(self, request: HttpRequest, numero: int, slug: str) -> HttpResponse:
        """One engagement of the edition in force."""
        return self._rendre_engagement(request, lire_edition(), numero, slug)

    @path("edition/<slug:code>/<int:numero>-<slug:slug>/", name="engagement_edition")
    def engagement_edition(self, request: HttpRequest, code: str, numero: int, slug: str) -> HttpResponse:
        """One engagement of an older edition."""
        return self._rendre_engagement(request, lire_edition(code=code), numero, slug)

    def _rendre_engagement(self, request: HttpRequest, edition: Edition | None, numero: int, slug: str) -> HttpResponse:
        """Render the engagement of this number; a slug that is not today's redirects to the address that is."""
        axes = edition.axes if edition else ()
        lus = [(axe, engagement) for axe in axes for engagement in axe.engagements if engagement.numero == numero]
        if edition is None or not lus:
            raise Http404(f"No engagement {numero}.")

        axe, engagement = lus[0]
        if slug != engagement.slug:
            return redirect(self.adresse(request, edition, engagement), permanent=False)

        rang = edition.engagements.index(engagement)
        voisins = {
            "precedent": edition.engagements[rang - 1] if rang else None,
            "suivant": edition.engagements[rang + 1] if rang + 1 < len(edition.engagements) else None,
        }
        sous_page = sous_page_engagement(self, edition, axe, engagement)
        contexte = {"axe_lu": axe, "engagement": engagement, "sous_page": sous_page, **voisins}

        return self.render(
            request, edition=edition, context_overrides=contexte, template="raison_detre/engagement.html"
        )

    def adresse(self, request: HttpRequest, edition: Edition, engagement: Engagement) -> str:
        """Return the path of an engagement's page."""
        return (self.get_url(request) or "") + self.suite(edition, engagement)

    def adresse_en_vigueur(self, request: HttpRequest, numero: int, intitule: str) -> str:
        """Return the path of the engagement of this number and wording in the edition in force."""
        return (self.get_url(request) or "") + self.reverse_subpage(
            "engagement", kwargs={"numero": numero, "slug": slug_d_intitule(intitule)}
        )

    def suite(self, edition: Edition, engagement: Engagement) -> str:
        """Return the end of that path: short in the edition in force, under its code otherwise."""
        arguments: dict[str, Any] = {"numero": engagement.numero, "slug": engagement.slug}
        nom = "engagement"
        if not edition.est_courante:
            nom, arguments = "engagement_edition", arguments | {"code": edition.source.code}
        return self.reverse_subpage(nom, kwargs=arguments)

    def get_cached_paths(self) -> list[str]:
        """Return where this page and its engagements are read, after its own address, for the purge of caches."""
        with translation.override(self.locale.language_code):
            edition = lire_edition()
            suites = [self.suite(edition, engagement) for engagement in edition.engagements] if edition else []
        return ["/", *(f"/{suite}" for suite in suites)]

    def sous_pages(self) -> Sequence[SousPage]:
        """Return the engagements of the edition in force, for the site map."""
        return self._sous_pages(lire_edition())

    def sous_page(self, cle: str) -> SousPage | None:
        """Return an engagement of any edition. Raises `Http404` for an edition that does not exist."""
        code = cle.rpartition("-")[0]
        return next(
            (sous_page for sous_page in self._sous_pages(lire_edition(code=code)) if sous_page.cle == cle), None
        )

    def _sous_pages(self, edition: Edition | None) -> list[SousPage]:
        """Those published in this page's language: one still read in French has its address under the French page."""
        if edition is None:
            return []
        return [
            sous_page_engagement(self, edition, lu, engagement)
            for lu in edition.axes
            for engagement in lu.engagements
            if engagement.locale_id == self.locale_id
        ]
