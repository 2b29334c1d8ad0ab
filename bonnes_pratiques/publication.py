"""Pages as the public may read them."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from django.utils import translation
from wagtail.models import PageManager, PageViewRestriction


class PagesPubliees(PageManager):
    """Wagtail's manager, which also knows what anybody may read."""

    def publiees(self, langue: str | None = None) -> Any:
        """Return the published pages without a privacy rule, in a language (the active one by default).

        What `.live().public()` returns, without the query by which `public()` reads the rules first.
        """
        au_dessus = Substr(OuterRef("path"), 1, Length("page__path"))
        reservees = Exists(PageViewRestriction.objects.filter(page__path=au_dessus).order_by())
        langue = langue or translation.get_language()
        return self.live().filter(~reservees, locale__language_code=langue).select_related("locale")
