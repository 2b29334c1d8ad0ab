"""What the editor's scripts send of a stream of blocks, read from the blocks themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from tests.portes.formulaires import en_contenu


@dataclass(frozen=True)
class NomDeBloc:
    """A name that is sent, with its value for an empty block, and what reads it."""

    nom: str
    valeur: str
    lecteur: str


def envoyes(bloc: blocks.Block, nom: str) -> Iterator[NomDeBloc]:
    """Yield the names sent of one block of each kind that this one may hold."""
    if isinstance(bloc, blocks.BaseStreamBlock):
        yield from _rangees(nom, "StreamBlock", [*bloc.child_blocks.items()])
    elif isinstance(bloc, blocks.ListBlock):
        yield from _rangees(nom, "ListBlock", [("item", bloc.child_block)])
    elif isinstance(bloc, blocks.BaseStructBlock):
        for sien, enfant in bloc.child_blocks.items():
            yield from envoyes(enfant, f"{nom}-{sien}")
    elif isinstance(bloc, BaseTypedTableBlock):
        yield from _tableau(nom, [*bloc.child_blocks.items()])
    else:
        yield NomDeBloc(nom, en_contenu("") if isinstance(bloc, blocks.RichTextBlock) else "", type(bloc).__qualname__)


def _rangees(nom: str, lecteur: str, enfants: list[tuple[str, blocks.Block]]) -> Iterator[NomDeBloc]:
    """A count, then what is said of each row, then the row."""
    yield NomDeBloc(f"{nom}-count", str(len(enfants)), f"{lecteur} count")
    for rang, (genre, enfant) in enumerate(enfants):
        for quoi, valeur in (("type", genre), ("order", str(rang)), ("deleted", ""), ("id", "")):
            yield NomDeBloc(f"{nom}-{rang}-{quoi}", valeur, f"{lecteur} {quoi}")
        yield from envoyes(enfant, f"{nom}-{rang}-value")


def _tableau(nom: str, colonnes: list[tuple[str, blocks.Block]]) -> Iterator[NomDeBloc]:
    """A table of one row, with a column of each kind."""
    yield NomDeBloc(f"{nom}-column-count", str(len(colonnes)), "TypedTableBlock column-count")
    yield NomDeBloc(f"{nom}-caption", "", "TypedTableBlock caption")
    yield NomDeBloc(f"{nom}-row-count", "1", "TypedTableBlock row-count")
    yield NomDeBloc(f"{nom}-row-0-order", "0", "TypedTableBlock row order")
    yield NomDeBloc(f"{nom}-row-0-deleted", "", "TypedTableBlock row deleted")
    for rang, (genre, enfant) in enumerate(colonnes):
        for quoi, valeur in (("type", genre), ("order", str(rang)), ("deleted", ""), ("heading", "")):
            yield NomDeBloc(f"{nom}-column-{rang}-{quoi}", valeur, f"TypedTableBlock column {quoi}")
        yield from envoyes(enfant, f"{nom}-cell-0-{rang}")
