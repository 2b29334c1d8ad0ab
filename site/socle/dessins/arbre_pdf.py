"""The tag tree of a PDF, which a screen reader goes through: mended after WeasyPrint, checked before it is claimed.

WeasyPrint 70 keeps the language of the whole document only, makes two items of a term and its definition, puts groups
and lists straight into lists, nests links, gives headers no scope, and leaves what stands in the margins out of the
tree without saying that it is no content. What follows works on its own objects, before they are written.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import Page
from weasyprint.formatting_structure.boxes import MarginBox

GROUPES = ("/Div", "/NonStruct")
TITRES = tuple(f"/H{niveau}" for niveau in range(1, 7))


class PageLue:
    """A page that remembers, once painted, the language of each of its pieces, and which ones stand in the margins."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.langues: dict[int, str] = {}
        self.en_marge: set[int] = set()

    def __getattr__(self, nom: str) -> Any:
        return getattr(self.page, nom)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page, then say of what stands in the margins that it is no content."""
        self.page.paint(stream, scale)
        marge = {
            id(boite)
            for enfant in self.page._page_box.children
            if isinstance(enfant, MarginBox)
            for boite in enfant.descendants()
        }

        for boite, marque in stream._tags.items():
            self.langues[marque["mcid"]] = boite.style["lang"] or ""
            if id(boite) in marge:
                self.en_marge.add(marque["mcid"])

        self._sortir_du_contenu(stream.stream)

    def _sortir_du_contenu(self, operations: list[Any]) -> None:
        """Make artifacts of what begins in a margin: a tag, then the number of the piece."""
        for rang, operation in enumerate(operations):
            if isinstance(operation, pydyf.Dictionary) and operation.get("MCID") in self.en_marge:
                operations[rang - 1], operations[rang] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})


class Arbre:
    """The tree, by its elements: dictionaries whose kids are references to others, or pieces of a page."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        racine = self.lire(pdf.catalog["StructTreeRoot"])
        self.pieces = self.lire(racine["ParentTree"])["Nums"]
        [document] = racine["K"]
        self.document = self.lire(document)

    def lire(self, reference: bytes) -> Any:
        """Return the object of a reference."""
        return self.pdf.objects[int(reference.split()[0])]

    def enfants(self, element: Any) -> list[Any]:
        """Return the elements among an element's kids."""
        lus = [self.lire(enfant) for enfant in element["K"] if isinstance(enfant, bytes)]
        return [lu for lu in lus if lu.get("Type") == "/StructElem"]

    def tous(self, element: Any) -> Iterator[Any]:
        """Go through an element and all that it holds, in the order of reading."""
        yield element
        for enfant in self.enfants(element):
            yield from self.tous(enfant)

    def donner(self, parent: Any, enfants: list[Any]) -> None:
        """Make these elements the kids of another, after the pieces of page and the annotations that it has."""
        siens = {enfant.reference for enfant in self.enfants(parent)}
        autres = [enfant for enfant in parent["K"] if enfant not in siens]
        parent["K"] = pydyf.Array([*autres, *(enfant.reference for enfant in enfants)])
        for enfant in enfants:
            enfant["P"] = parent.reference


def reparer(arbre: Arbre, pages: list[PageLue], langue: str) -> None:
    """Give the tree what it lacks: languages, lists, scopes; take from it what stands in the margins."""
    for page, pieces in zip(pages, arbre.pieces[1 : 2 * len(pages) : 2], strict=True):
        _dire_les_langues(arbre, page, pieces, langue)
    for element in list(arbre.tous(arbre.document)):
        if element["S"] == "/L":
            arbre.donner(element, _items(arbre, element))
        elif element["S"] == "/Link":
            _denouer(arbre, element)
        elif element["S"] == "/TR":
            _dire_la_portee(arbre.enfants(element))


def _dire_les_langues(arbre: Arbre, page: PageLue, pieces: list[Any], langue: str) -> None:
    """Say the language of each piece of a page that is of another than the document's; forget those in the margins."""
    for mcid, la_sienne in page.langues.items():
        if mcid in page.en_marge:
            pieces[mcid] = "null"
        elif la_sienne not in ("", langue):
            arbre.lire(pieces[mcid])["Lang"] = pydyf.String(la_sienne)


def _denouer(arbre: Arbre, lien: Any) -> None:
    """Make plain text of a link to nothing, and of those inside a link: the page number that a style sheet adds."""
    if not any(isinstance(enfant, bytes) and arbre.lire(enfant).get("Type") == "/OBJR" for enfant in lien["K"]):
        lien["S"] = "/Span"
    for interieur in list(arbre.tous(lien))[1:]:
        if interieur["S"] == "/Link":
            interieur["S"] = "/Span"


def _items(arbre: Arbre, liste: Any) -> list[Any]:
    """Return the items of a list: a group of a term and its definitions is one, a list inside goes into its item."""
    items: list[Any] = []
    for enfant in arbre.enfants(liste):
        if enfant["S"] in GROUPES:
            items += _un_seul(arbre, _items(arbre, enfant))
        elif enfant["S"] == "/L" and items:
            corps = arbre.enfants(items[-1])[-1]
            arbre.donner(corps, [*arbre.enfants(corps), enfant])
        else:
            items.append(enfant)

    return items


def _un_seul(arbre: Arbre, items: list[Any]) -> list[Any]:
    """Return a term and its definitions as one item, whose label is the term."""
    if len(items) < 2:  # noqa: PLR2004 - the end of a group that a page cut
        return items
    terme, *definitions = items
    [etiquette] = arbre.enfants(terme)
    etiquette["S"] = "/Lbl"
    arbre.donner(terme, [etiquette, *(corps for item in definitions for corps in arbre.enfants(item))])
    return [terme]


def _dire_la_portee(cellules: list[Any]) -> None:
    """Say of each header of a row what it heads: its column when the row holds nothing else, else the row."""
    portee = "/Column" if all(cellule["S"] == "/TH" for cellule in cellules) else "/Row"
    for cellule in cellules:
        if cellule["S"] == "/TH":
            cellule["A"]["Scope"] = portee


def defauts(arbre: Arbre) -> list[str]:
    """Return what would make a claim of accessibility false, nothing when it is true."""
    trouves, niveau = [], 0
    for element in arbre.tous(arbre.document):
        nature = element["S"]
        if nature == "/Figure" and "Alt" not in element:
            trouves.append("a figure without words")
        elif nature == "/L" and {enfant["S"] for enfant in arbre.enfants(element)} != {"/LI"}:
            trouves.append("a list of something else than items")
        elif nature in TITRES:
            if TITRES.index(nature) > niveau:
                trouves.append(f"a title {nature} under a level {niveau}")
            niveau = TITRES.index(nature) + 1

    return trouves
