"""The manifesto: the page people come to read, print, sign and deploy."""

from collections.abc import Sequence
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from raison_detre.deploiement import page as deploiement
from raison_detre.edition import Edition, lire_edition
from raison_detre.models.pages.par_edition import PageParEdition
from raison_detre.pdf import Imprime, imprimer
from socle.adresses.sous_page import SousPage


class ManifestePage(PageParEdition):
    """The text of the edition in force, or of an older one at `edition/<code>/`."""

    template = "raison_detre/manifeste.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page du manifeste")
        verbose_name_plural = _("pages du manifeste")

    @path("texte.pdf/", name="texte_pdf")
    @path("edition/<slug:code>/texte.pdf/", name="texte_pdf_edition")
    def texte_pdf(self, request: HttpRequest, code: str | None = None) -> HttpResponse:
        """The text to read, on A4. (Wagtail routes every address as if it ended with a slash.)"""
        return imprimer(request, edition_ou_404(code), Imprime.TEXTE)

    @path("affiche.pdf/", name="affiche_pdf")
    @path("edition/<slug:code>/affiche.pdf/", name="affiche_pdf_edition")
    def affiche_pdf(self, request: HttpRequest, code: str | None = None) -> HttpResponse:
        """The poster to sign, on A3."""
        return imprimer(request, edition_ou_404(code), Imprime.AFFICHE)

    @path("deployer/", name="deployer")
    def deployer(self, request: HttpRequest) -> HttpResponse:
        """The four acts that deploy it, with their material."""
        contexte = deploiement.contexte(self)
        return self.render(request, context_overrides=contexte, template="raison_detre/deployer.html")

    @path("deployer/<slug:cle>.pdf/", name="deployer_pdf")
    def deployer_pdf(self, request: HttpRequest, cle: str) -> HttpResponse:
        """A document of an act, to print or to project."""
        return deploiement.fichier_pdf(request, self, cle)

    @path("deployer/<slug:cle>.txt/", name="deployer_texte")
    def deployer_texte(self, request: HttpRequest, cle: str) -> HttpResponse:
        """The same, as text to copy."""
        return deploiement.fichier_texte(request, self, cle)

    def vues(self) -> Sequence[SousPage]:
        """The page of the four acts."""
        return [deploiement.sous_page_deployer()]

    def sous_pages(self) -> Sequence[SousPage]:
        """The same, for search engines."""
        return self.vues()

    def sous_page(self, cle: str) -> SousPage | None:
        """Return the view of this name."""
        return next((vue for vue in self.vues() if vue.cle == cle), None)

    def get_cached_paths(self) -> list[str]:
        """Return where it is read, after its own address, for the purge of caches."""
        return ["/", *deploiement.chemins_gardes()]


def edition_ou_404(code: str | None = None) -> Edition:
    """Return the edition asked for, the one in force by default. Raises `Http404` when there is none."""
    edition = lire_edition(code=code)
    if edition is None:
        raise Http404("No edition is in force.")
    return edition
