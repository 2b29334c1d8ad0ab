"""Links to pages inside rich text, in the reader's language, in one query for the whole text."""

from collections.abc import Sequence

from django.utils.html import format_html
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from socle.cadre.reperes import pages_dans_la_langue
from socle.textes.signes import entier_ou_rien


class LienDePage(PageLinkHandler):
    """Replaces Wagtail's handler, which asks the database for the language once per link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link; one whose page is not published leads nowhere and says nothing."""
        ids = [entier_ou_rien(attrs.get("id", "")) or 0 for attrs in attrs_list]
        pages = pages_dans_la_langue(ids)
        return [format_html('<a href="{}">', pages[pk].url) if pk in pages else "<a>" for pk in ids]


def declarer(features: FeatureRegistry) -> None:
    """Make rich text use it."""
    features.register_link_type(LienDePage)
