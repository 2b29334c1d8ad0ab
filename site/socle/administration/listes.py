"""Lists of the admin in French order, whichever column they are sorted by."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from socle.textes.ordre import en_ordre_francais


class OrdreFrancais:
    """To put before a list view of Wagtail's."""

    def order_queryset(self, queryset: Any) -> Any:
        """Order as asked, as French does."""
        return en_ordre_francais(super().order_queryset(queryset))  # type: ignore[misc] # of the view behind


def explorateur_en_francais(_parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Return the pages of Wagtail's explorer as French orders titles, when that is how they are asked."""
    par_titre = request.GET.get("ordering") in {"title", "-title"} and not request.GET.get("q")
    return en_ordre_francais(pages) if par_titre else pages
