"""Blocks of page bodies, one family a file."""

from wagtail import blocks

from socle.blocs.donnees import ChiffresBlock, EtapesBlock, TableauBlock
from socle.blocs.medias import DocumentsBlock, FigureBlock, PageChoisieBlock
from socle.blocs.texte import TEXTE_RICHE, AccordeonBlock, CitationBlock, EncadreBlock, TitreBlock

__all__ = ["CORPS"]

CORPS = [
    ("titre", TitreBlock()),
    ("texte", blocks.RichTextBlock(features=TEXTE_RICHE, template="socle/blocs/texte.html")),
    ("figure", FigureBlock()),
    ("citation", CitationBlock()),
    ("encadre", EncadreBlock()),
    ("chiffres", ChiffresBlock()),
    ("etapes", EtapesBlock()),
    ("accordeon", AccordeonBlock()),
    ("tableau", TableauBlock()),
    ("documents", DocumentsBlock()),
    ("page", PageChoisieBlock()),
]
