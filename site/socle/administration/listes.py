"""Lists of the admin in French order, whichever column they are sorted by."""

from typing import Any

from wagtail.snippets.views.snippets import IndexView

from socle.ordre import en_ordre_francais


class OrdreFrancais:
    """To put before a list view of Wagtail's."""

    def order_queryset(self, queryset: Any) -> Any:
        """Order as asked, as French does."""
        return en_ordre_francais(super().order_queryset(queryset))  # type: ignore[misc] # of the view behind


class ListeFrancaise(OrdreFrancais, IndexView):
    """The list of a snippet."""
