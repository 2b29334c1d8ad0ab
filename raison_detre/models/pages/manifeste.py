"""The manifesto: the page people come to read, print and sign."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from raison_detre.edition import Edition, lire_edition
from socle.models import BasePage


class ManifestePage(RoutablePageMixin, BasePage):
    """The text of the edition in force, or of an older one at `edition/<code>/`."""

    template = "raison_detre/manifeste.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page du manifeste")
        verbose_name_plural = _("pages du manifeste")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context if "edition" in context else context | {"edition": lire_edition()}

    @path("edition/<slug:code>/", name="edition")
    def edition(self, request: HttpRequest, code: str) -> HttpResponse:
        """The manifesto of one edition, current or not."""
        return self.render(request, context_overrides={"edition": lire_edition(code=code)})


def edition_ou_404(code: str | None = None) -> Edition:
    """Return the edition asked for, the one in force by default. Raises `Http404` when there is none."""
    edition = lire_edition(code=code)
    if edition is None:
        raise Http404("No edition is in force.")
    return edition
