"""The library's place in the site: its sheets stand under it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from socle.models import BasePage


class BibliothequePage(BasePage):
    """The library of good practice: search, facets, sheets."""

    template = "bonnes_pratiques/bibliotheque.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = ["bonnes_pratiques.FichePratique"]

    class Meta:
        verbose_name = _("bibliothèque de bonnes pratiques")
        verbose_name_plural = _("bibliothèques de bonnes pratiques")
