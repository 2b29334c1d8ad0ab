"""What PDF/UA asks of the tag tree, walked with pikepdf, told as a list of faults. Metadata alone prove nothing."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader

# Under what each kind of element may stand, and what it may hold (ISO 32000-1, 14.8.4).
PARENTS = {
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
}
ENFANTS = {"/L": {"/LI", "/L", "/Caption"}, "/LI": {"/Lbl", "/LBody"}}
MONTRENT = {"Tj", "TJ", "'", '"', "Do", "sh"}


def fautes(contenu: bytes) -> list[str]:
    """Return what is wrong with the tree, and with what the metadata claim of it; nothing for a sound document."""
    with pikepdf.open(BytesIO(contenu)) as document:
        racine = document.Root.StructTreeRoot
        elements = list(_tous(racine, ()))
        trouvees = [faute for element, parents in elements for faute in _de_l_element(element, parents)]
        trouvees += [*_des_titres(elements), *_du_contenu(document), *_des_liens(document)]
        if not str(document.Root.get("/Lang", "")):
            trouvees.append("no language")
        with document.open_metadata() as meta:
            if (meta.get("pdfuaid:part") == "1") != (not trouvees):
                trouvees.append("the metadata do not say what the tree holds")

    return trouvees


def passages(contenu: bytes) -> dict[str, str]:
    """Return the words of a document by language, as the tree says it of each piece, spaces left out."""
    par_langue: dict[str, str] = {}
    with pikepdf.open(BytesIO(contenu)) as document:
        generale = str(document.Root.Lang)
        for page, lue in zip(document.pages, PdfReader(BytesIO(contenu)).pages, strict=True):
            elements = _pieces(document, page)
            for mcid, mots in _mots(lue).items():
                if mcid is not None and mcid < len(elements) and elements[mcid] is not None:
                    langue = _langue(elements[mcid]) or generale
                    par_langue[langue] = par_langue.get(langue, "") + "".join(mots.split())

    return par_langue


def natures(contenu: bytes) -> list[str]:
    """Return the kind of every element, in the order of reading."""
    with pikepdf.open(BytesIO(contenu)) as document:
        return [str(element.S) for element, _parents in _tous(document.Root.StructTreeRoot, ())]


def _enfants(element: Any) -> list[Any]:
    enfants = element.get("/K", pikepdf.Array())
    return list(enfants) if isinstance(enfants, pikepdf.Array) else [enfants]


def _tous(element: Any, parents: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Go through the tree in the order of reading: each element, and the kinds above it."""
    for enfant in _enfants(element):
        if isinstance(enfant, pikepdf.Dictionary) and "/S" in enfant:
            assert enfant.P.objgen == element.objgen, "an element that names another parent than its own"
            yield enfant, parents
            yield from _tous(enfant, (*parents, str(enfant.S)))


def _de_l_element(element: Any, parents: tuple[str, ...]) -> Iterator[str]:
    nature, parent = str(element.S), parents[-1] if parents else ""
    enfants = {str(e.S) for e in _enfants(element) if isinstance(e, pikepdf.Dictionary) and "/S" in e}

    if nature in PARENTS and parent not in PARENTS[nature]:
        yield f"{nature} under {parent}"

    if nature in ENFANTS and (not enfants or not enfants <= ENFANTS[nature]):
        yield f"{nature} holds {sorted(enfants)}"
    if nature == "/Figure" and not str(element.get("/Alt", "")).strip():
        yield "a figure without words"
    if nature == "/TH" and "/Scope" not in element.get("/A", {}):
        yield "a header without its scope"
    if nature == "/Link" and ("/Link" in parents or not _mene(element)):
        yield "a link inside another, or that leads nowhere"


def _mene(lien: Any) -> bool:
    return any(isinstance(e, pikepdf.Dictionary) and e.get("/Type") == "/OBJR" for e in _enfants(lien))


def _des_titres(elements: list[tuple[Any, tuple[str, ...]]]) -> Iterator[str]:
    """Titles begin at the first level, and skip none."""
    niveau = 0
    for element, _parents in elements:
        nature = str(element.S)
        if nature[1:2] == "H" and nature[2:].isdigit():
            if int(nature[2:]) > niveau + 1:
                yield f"{nature} under level {niveau}"
            niveau = int(nature[2:])
    if not niveau:
        yield "no title"


def _du_contenu(document: pikepdf.Pdf) -> Iterator[str]:
    """Whatever is drawn is either in the tree or said to be no content."""
    dans_l_arbre = {element.objgen for element, _parents in _tous(document.Root.StructTreeRoot, ())}
    for page in document.pages:
        elements, ouverts = _pieces(document, page), list[bool]()
        for operation in pikepdf.parse_content_stream(page):
            operateur = str(operation.operator)
            if operateur in {"BMC", "BDC"}:
                ouverts.append(_est_place(operation.operands, elements, dans_l_arbre))
            elif operateur == "EMC":
                ouverts.pop()
            elif operateur in MONTRENT and not any(ouverts):
                yield f"{operateur} draws what is neither tagged nor an artifact"


def _est_place(operandes: Any, elements: list[Any], dans_l_arbre: set[Any]) -> bool:
    """Whether what begins here is an artifact, or a piece of an element that stands in the tree."""
    if str(operandes[0]) == "/Artifact":
        return True
    mcid = operandes[1].get("/MCID") if len(operandes) > 1 and isinstance(operandes[1], pikepdf.Dictionary) else None
    return mcid is not None and elements[int(mcid)] is not None and elements[int(mcid)].objgen in dans_l_arbre


def _des_liens(document: pikepdf.Pdf) -> Iterator[str]:
    for page in document.pages:
        for annotation in page.get("/Annots", []):
            if not str(annotation.get("/Contents", "")) or "/StructParent" not in annotation:
                yield "an annotation without words, or out of the tree"


def _pieces(document: pikepdf.Pdf, page: Any) -> list[Any]:
    """Return the element of each piece of a page, in the order of their numbers."""
    nombres = list(document.Root.StructTreeRoot.ParentTree.Nums)
    rang = [int(nombre) for nombre in nombres[0::2]].index(int(page.StructParents))
    return list(nombres[2 * rang + 1])


def _langue(element: Any) -> str:
    """Return the language of an element, its own or that of what holds it; empty when it is the document's."""
    while "/S" in element:
        if "/Lang" in element:
            return str(element.Lang)
        element = element.P
    return ""


def _mots(page: Any) -> dict[int | None, str]:
    """Return the words of each piece of a page."""
    mots: dict[int | None, str] = {}
    courant: list[int | None] = [None]

    def commencer(operateur: bytes, operandes: Any, *_matrices: Any) -> None:
        if operateur == b"BDC":
            courant[0] = operandes[1].get("/MCID")

    def ajouter(texte: str, *_matrices: Any) -> None:
        mots[courant[0]] = mots.get(courant[0], "") + texte

    page.extract_text(visitor_operand_before=commencer, visitor_text=ajouter)
    return mots
