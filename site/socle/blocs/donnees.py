"""Blocks that show figures, steps and tables."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class ChiffresBlock(blocks.StructBlock):
    """Key figures, each with its unit, its date and where it comes from."""

    chiffres = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("valeur", blocks.CharBlock(label=_("valeur"), max_length=20, help_text=_("Par exemple 80 %."))),
                ("libelle", blocks.CharBlock(label=_("ce que c'est"), max_length=120)),
                ("source", blocks.CharBlock(label=_("source et date"), max_length=120, required=False)),
            ],
            label=_("chiffre"),
        ),
        label=_("chiffres"),
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "decimal"
        label = _("chiffres clés")
        template = "socle/blocs/chiffres.html"


class EtapesBlock(blocks.StructBlock):
    """Steps in order, as a numbered list."""

    etapes = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("titre", blocks.CharBlock(label=_("titre"), max_length=120)),
                ("texte", blocks.RichTextBlock(label=_("texte"), features=["bold", "italic", "link"], required=False)),
            ],
            label=_("étape"),
        ),
        label=_("étapes"),
        min_num=1,
    )

    class Meta:
        icon = "list-ol"
        label = _("étapes")
        template = "socle/blocs/etapes.html"


class TableauBlock(blocks.StructBlock):
    """A data table with its caption, scrolled sideways on narrow screens."""

    legende = blocks.CharBlock(label=_("légende"), max_length=200, help_text=_("Dit ce que le tableau montre."))
    tableau = TypedTableBlock(
        [
            ("texte", blocks.CharBlock(label=_("texte"), required=False)),
            ("nombre", blocks.DecimalBlock(label=_("nombre"), required=False)),
        ],
        label=_("tableau"),
    )

    class Meta:
        icon = "table"
        label = _("tableau")
        template = "socle/blocs/tableau.html"
