"""The steps of what was done."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXTE_DE_FICHE = ["bold", "italic", "link", "ol", "ul"]


class EtapeDateeBlock(blocks.StructBlock):
    """A step, and when it was taken, in the words people use: "printemps 2024"."""

    quand = blocks.CharBlock(
        label=capfirst(_("quand")), max_length=60, help_text=_("Par exemple mars 2024, ou de mars à juin 2024.")
    )
    titre = blocks.CharBlock(label=capfirst(_("étape")), max_length=120)
    texte = blocks.RichTextBlock(label=capfirst(_("ce qui a été fait")), features=TEXTE_DE_FICHE, required=False)

    class Meta:
        icon = "list-ol"
        label = capfirst(_("étape"))
        template = "bonnes_pratiques/blocs/etape_datee.html"


DEROULEMENT = [("etape", EtapeDateeBlock())]
