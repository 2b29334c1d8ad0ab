"""Blocks of running text: titles, quotations, call-outs, answers that unfold."""

from typing import ClassVar

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXTE_RICHE = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class TitreBlock(blocks.StructBlock):
    """A heading of the page, which also makes an anchor."""

    texte = blocks.CharBlock(label=capfirst(_("texte")), max_length=150)

    class Meta:
        icon = "title"
        label = capfirst(_("titre de partie"))
        template = "socle/blocs/titre.html"


class CitationBlock(blocks.StructBlock):
    """Someone's words, and by what right they speak."""

    texte = blocks.TextBlock(label=capfirst(_("citation")), max_length=600)
    source = blocks.CharBlock(label=capfirst(_("source")), max_length=150, required=False)

    class Meta:
        icon = "openquote"
        label = capfirst(_("citation"))
        template = "socle/blocs/citation.html"


class EncadreBlock(blocks.StructBlock):
    """A call-out: something to notice, with its tone in words as well as in colour."""

    TONS: ClassVar[list] = [
        ("information", _("Information")),
        ("attention", _("Attention")),
        ("reussite", _("Bon à savoir")),
    ]

    ton = blocks.ChoiceBlock(label=capfirst(_("ton")), choices=TONS, default="information")
    titre = blocks.CharBlock(label=capfirst(_("titre")), max_length=120, required=False)
    texte = blocks.RichTextBlock(label=capfirst(_("texte")), features=["bold", "italic", "link", "ol", "ul"])

    class Meta:
        icon = "info-circle"
        label = capfirst(_("encadré"))
        template = "socle/blocs/encadre.html"


class AccordeonBlock(blocks.StructBlock):
    """Questions and answers, each folded under its question."""

    elements = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("question", blocks.CharBlock(label=capfirst(_("question")), max_length=200)),
                ("reponse", blocks.RichTextBlock(label=capfirst(_("réponse")), features=TEXTE_RICHE)),
            ],
            label=capfirst(_("question")),
        ),
        label=capfirst(_("questions")),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = capfirst(_("questions et réponses"))
        template = "socle/blocs/accordeon.html"
