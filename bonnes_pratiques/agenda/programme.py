"""Blocks of an event's programme."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class JourBlock(blocks.StructBlock):
    """A day of the programme, when there are several."""

    le = blocks.DateBlock(label=capfirst(_("date")))

    class Meta:
        icon = "date"
        label = capfirst(_("jour"))
        template = "bonnes_pratiques/agenda/jour.html"


class MomentBlock(blocks.StructBlock):
    """A step of the programme, with the time it begins."""

    heure = blocks.TimeBlock(label=capfirst(_("heure")), required=False)
    titre = blocks.CharBlock(label=capfirst(_("titre")), max_length=150)
    texte = blocks.RichTextBlock(label=capfirst(_("texte")), features=["bold", "italic", "link"], required=False)

    class Meta:
        icon = "time"
        label = capfirst(_("moment"))
        template = "bonnes_pratiques/agenda/moment.html"


PROGRAMME = [("jour", JourBlock()), ("moment", MomentBlock())]
DOCUMENTS = [("document", DocumentChooserBlock(label=capfirst(_("document"))))]

PRATIQUES = [
    (
        "fiche",
        blocks.PageChooserBlock(
            page_type="bonnes_pratiques.FichePratique", label=capfirst(_("fiche")), icon="clipboard-list"
        ),
    )
]
