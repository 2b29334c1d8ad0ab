"""The library's place in the site: its sheets stand under it."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from socle.models import BasePage

ADRESSE = "bonnes-pratiques"


class BibliothequePage(BasePage):
    """The library as editors see it. Views answer at its address (`bonnes_pratiques.bibliotheque`): no preview."""

    adresse_propre = ADRESSE
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = ["bonnes_pratiques.FichePratique"]
    preview_modes: ClassVar[list] = []

    promote_panels: ClassVar[list] = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = _("bibliothèque de bonnes pratiques")
        verbose_name_plural = _("bibliothèques de bonnes pratiques")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page. Its address is the library's own, permanent: nobody chooses it."""
        self.slug = ADRESSE
        super().full_clean(*args, **kwargs)
