"""The pages that one wrote in last, and those that one holds locked: Wagtail's two panels, read in one query."""

from typing import Any

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry

DE_WAGTAIL = ("recent_edits", "locked_pages")
DERNIERES = 5


class MesPagesPanel(Component):
    """Two short lists, each line leading to the page's form. Nothing at all when both are empty."""

    name = "mes_pages"
    template_name = "socle/administration/mes_pages.html"
    order = 250

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The lists of the account that asks, those with no line left out."""
        compte = parent_context["request"].user
        pages = list(_pages_de(compte))
        editees = [(page, page.editee_le) for page in pages if page.editee_le]
        verrouillees = [(page, page.locked_at) for page in pages if page.locked and page.locked_by_id == compte.pk]
        parties = [(_("Mes dernières modifications"), editees), (_("Mes pages verrouillées"), verrouillees)]
        return {"parties": [partie for partie in parties if partie[1]]}


def _pages_de(compte: Any) -> QuerySet[Any]:
    editions = PageLogEntry.objects.filter(user=compte, action="wagtail.edit").order_by()
    dernieres = editions.values("page_id").annotate(le=Max("timestamp")).order_by("-le")[:DERNIERES]
    derniere = editions.filter(page=OuterRef("pk")).values("page_id").annotate(le=Max("timestamp")).values("le")
    siennes = Page.objects.filter(Q(pk__in=dernieres.values("page_id")) | Q(locked=True, locked_by=compte))
    return (
        siennes.annotate(editee_le=Subquery(derniere))
        .select_related("locale")
        .order_by(F("editee_le").desc(nulls_last=True), "-locked_at", "-pk")
    )
