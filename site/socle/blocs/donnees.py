"""Blocks that show figures, steps and tables."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class ChiffresBlock(blocks.StructBlock):
    """Key figures, each with its unit, its date and where it comes from."""

    chiffres = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "valeur",
                    blocks.CharBlock(label=capfirst(_("valeur")), max_length=20, help_text=_("Par exemple 80 %.")),
                ),
                ("libelle", blocks.CharBlock(label=capfirst(_("ce que c'est")), max_length=120)),
                ("source", blocks.CharBlock(label=capfirst(_("source et date")), max_length=120, required=False)),
            ],
            label=capfirst(_("chiffre")),
        ),
        label=capfirst(_("chiffres")),
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "decimal"
        label = capfirst(_("chiffres clés"))
        template = "socle/blocs/chiffres.html"


class EtapesBlock(blocks.StructBlock):
    """Steps in order, as a numbered list."""

    etapes = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("titre", blocks.CharBlock(label=capfirst(_("titre")), max_length=120)),
                (
                    "texte",
                    blocks.RichTextBlock(
                        label=capfirst(_("texte")), features=["bold", "italic", "link"], required=False
                    ),
                ),
            ],
            label=capfirst(_("étape")),
        ),
        label=capfirst(_("étapes")),
        min_num=1,
    )

    class Meta:
        icon = "list-ol"
        label = capfirst(_("étapes"))
        template = "socle/blocs/etapes.html"


class TableauBlock(blocks.StructBlock):
    """A data table with its caption, scrolled sideways on narrow screens."""

    legende = blocks.CharBlock(
        label=capfirst(_("légende")), max_length=200, help_text=_("Dit ce que le tableau montre.")
    )
    tableau = TypedTableBlock(
        [
            ("texte", blocks.CharBlock(label=capfirst(_("texte")), required=False)),
            ("nombre", blocks.DecimalBlock(label=capfirst(_("nombre")), required=False)),
        ],
        label=capfirst(_("tableau")),
    )

    class Meta:
        icon = "table"
        label = capfirst(_("tableau"))
        template = "socle/blocs/tableau.html"
