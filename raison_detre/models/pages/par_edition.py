"""What the manifesto and the engagements have in common: one page, every edition."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from raison_detre.edition import lire_edition
from raison_detre.sous_pages import modifiee_le, sous_page_edition
from socle.models import BasePage


class PageParEdition(RoutablePageMixin, BasePage):
    """Shows the edition in force at its own address, and any edition at `edition/<code>/`."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        edition = kwargs["edition"] if "edition" in kwargs else lire_edition()
        contexte = {"edition": edition, "sous_page": sous_page_edition(self, edition)}
        return super().get_context(request, *args, **kwargs) | contexte

    @path("edition/<slug:code>/", name="edition")
    def edition(self, request: HttpRequest, code: str) -> HttpResponse:
        """The page as one edition fills it, current or not."""
        return self.render(request, edition=lire_edition(code=code))

    def modifiee_le(self) -> datetime | None:
        """Return when the page, an axis or an engagement was last published."""
        return modifiee_le(self)
