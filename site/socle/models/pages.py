"""The page every page descends from, and the site map."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction

from socle.sous_page import SousPage, Vignette


class BasePage(Page):
    """What every page of the site has in common."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=600,
        help_text=_("Deux ou trois phrases sous le titre. Reprises dans les moteurs de recherche et les partages."),
    )

    # Set by whoever read the rules together with the page: nothing keeps it to some people.
    sans_restriction: bool = False

    # Whether the search lists it among pages: false for a type that is a kind of its own (socle.recherche.genres).
    trouvable: ClassVar[bool] = True

    # The fields its translations share with it, whatever they say (socle.faits_communs).
    faits_communs: ClassVar[tuple[str, ...]] = ()

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """The sentence search engines and shares show: the editor's own, else the introduction."""
        return self.search_description or self.introduction

    @property
    def vignette(self) -> Vignette:
        """What this page's share image says."""
        return Vignette(titre=self.seo_title or self.title)

    def get_view_restrictions(self) -> Any:
        """Return the rules that keep this page to some people, without a query when it is known to have none."""
        return PageViewRestriction.objects.none() if self.sans_restriction else super().get_view_restrictions()

    def sous_pages(self) -> Sequence[SousPage]:
        """Return the views inside this page that have an address in the site map, in this page's language."""
        return ()

    def sous_page(self, cle: str) -> SousPage | None:
        """Return the view of this name inside this page, in this page's language; None when there is none."""
        return None

    def modifiee_le(self) -> datetime | None:
        """Return when what this page shows was last published."""
        return self.last_published_at


class PlanDuSitePage(BasePage):
    """Every public page of the site, as a tree."""

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = []
    trouvable = False  # it holds every word of every title

    class Meta:
        verbose_name = _("plan du site")
        verbose_name_plural = _("plans du site")
