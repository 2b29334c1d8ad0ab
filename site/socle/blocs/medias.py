"""Blocks that show an image, files or another page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class FigureBlock(blocks.StructBlock):
    """An image with its text alternative, or said to be decorative, and its caption."""

    image = ImageBlock(label=_("image"))
    legende = blocks.CharBlock(label=_("légende"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("figure")
        template = "socle/blocs/figure.html"


class DocumentsBlock(blocks.StructBlock):
    """Files to download, each shown with its type and size."""

    documents = blocks.ListBlock(DocumentChooserBlock(label=_("document")), label=_("documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("documents à télécharger")
        template = "socle/blocs/documents.html"


class PageChoisieBlock(blocks.StructBlock):
    """A way on to another page of the site, shown in the reader's language."""

    page = blocks.PageChooserBlock(label=_("page"))
    invitation = blocks.CharBlock(label=_("invitation"), max_length=200, required=False)

    class Meta:
        icon = "link"
        label = _("page à lire")
        template = "socle/blocs/page_choisie.html"
