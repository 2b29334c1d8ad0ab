"""Pages as the public may read them."""

from typing import Any

from django.utils import translation
from wagtail.models import PageManager


class PagesPubliees(PageManager):
    """Wagtail's manager, which also knows what anybody may read."""

    def publiees(self, langue: str | None = None) -> Any:
        """Return the published pages without a privacy rule, in a language (the active one by default).

        Costs one query, for the rules, before the one that reads the pages.
        """
        langue = langue or translation.get_language()
        return self.live().public().filter(locale__language_code=langue).select_related("locale")
