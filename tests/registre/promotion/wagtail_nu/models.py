"""The one page of the site: a title, and what an editor embeds."""

from typing import Any, ClassVar

from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class PageNue(Page):
    """A page with contents of other sites."""

    corps: Any = StreamField([("contenu", EmbedBlock())])
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "wagtail_nu/page_nue.html"

    class Meta:
        app_label = "wagtail_nu"
