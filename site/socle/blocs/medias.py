"""Blocks that show an image, files or another page."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class FigureBlock(blocks.StructBlock):
    """An image with its text alternative, or said to be decorative, and its caption."""

    image = ImageBlock(label=capfirst(_("image")))
    legende = blocks.CharBlock(label=capfirst(_("légende")), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = capfirst(_("figure"))
        template = "socle/blocs/figure.html"


class DocumentsBlock(blocks.StructBlock):
    """Files to download, each shown with its type and size."""

    documents = blocks.ListBlock(
        DocumentChooserBlock(label=capfirst(_("document"))), label=capfirst(_("documents")), min_num=1
    )

    class Meta:
        icon = "doc-full"
        label = capfirst(_("documents à télécharger"))
        template = "socle/blocs/documents.html"


class PageChoisieBlock(blocks.StructBlock):
    """A way on to another page of the site, shown in the reader's language."""

    page = blocks.PageChooserBlock(label=capfirst(_("page")))
    invitation = blocks.CharBlock(label=capfirst(_("invitation")), max_length=200, required=False)

    class Meta:
        icon = "link"
        label = capfirst(_("page à lire"))
        template = "socle/blocs/page_choisie.html"
