"""Pages as the public may read them."""

from typing import Any

from django.utils import translation
from wagtail.models import PageManager

from socle.restrictions import est_reservee


class PagesPubliees(PageManager):
    """Wagtail's manager, which also knows what anybody may read."""

    def publiees(self, langue: str | None = None) -> Any:
        """Return the published pages without a privacy rule, in a language (the active one by default).

        What `.live().public()` returns, without the query by which `public()` reads the rules first.
        """
        langue = langue or translation.get_language()
        return self.publiques().filter(locale__language_code=langue).select_related("locale")

    def publiques(self) -> Any:
        """Return the same in every language."""
        return self.live().filter(~est_reservee())
