"""The manifesto: the page people come to read, print and sign."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from raison_detre.edition import Edition, lire_edition
from raison_detre.models.pages.par_edition import PageParEdition
from raison_detre.pdf import Imprime, imprimer


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


def edition_ou_404(code: str | None = None) -> Edition:
    """Return the edition asked for, the one in force by default. Raises `Http404` when there is none."""
    edition = lire_edition(code=code)
    if edition is None:
        raise Http404("No edition is in force.")
    return edition
