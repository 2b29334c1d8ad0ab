"""What RFC 4287 and its usual validator ask of an Atom feed, told as a list of faults."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
UNE_FOIS = ("id", "title", "updated")


def fautes(contenu: bytes, adresse: str) -> list[str]:
    """Return what is wrong with the feed served at this absolute address, nothing for a sound one."""
    racine = ElementTree.fromstring(contenu)  # noqa: S314 - our own feed
    if racine.tag != f"{ATOM}feed":
        return ["the root is no feed"]

    entrees = racine.findall(f"{ATOM}entry")

    trouvees = [*_du_conteneur(racine, "feed"), *_du_lien_vers_soi(racine, adresse)]
    for rang, entree in enumerate(entrees):
        trouvees += _du_conteneur(entree, f"entry {rang}")
        if racine.find(f"{ATOM}author") is None and entree.find(f"{ATOM}author") is None:
            trouvees.append(f"entry {rang}: no author (4.1.1)")
        if entree.find(f"{ATOM}link[@rel='alternate']") is None and entree.find(f"{ATOM}content") is None:
            trouvees.append(f"entry {rang}: neither content nor a page to read (4.1.2)")
    ids = [racine.findtext(f"{ATOM}id"), *(entree.findtext(f"{ATOM}id") for entree in entrees)]
    if len(set(ids)) < len(ids):
        trouvees.append("an id is borne twice (4.1.1)")
    return trouvees


def _du_conteneur(element: ElementTree.Element, nom: str) -> Iterator[str]:
    """What holds for a feed and for an entry alike."""
    for balise in UNE_FOIS:
        if len(lus := element.findall(f"{ATOM}{balise}")) != 1 or not (lus[0].text or "").strip():
            yield f"{nom}: {len(lus)} {balise} (4.1)"

    if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", element.findtext(f"{ATOM}id") or ""):
        yield f"{nom}: its id is no absolute IRI (4.2.6)"

    moments = [*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")]
    yield from (f"{nom}: {m.text} is no moment (3.3)" for m in moments if not MOMENT.fullmatch(m.text or ""))
    for lien in element.findall(f"{ATOM}link"):
        if not urlsplit(lien.get("href", "")).scheme:
            yield f"{nom}: a link is relative: {lien.get('href')}"
    if any(not auteur.findtext(f"{ATOM}name") for auteur in element.findall(f"{ATOM}author")):
        yield f"{nom}: an author without a name (3.2.1)"


def _du_lien_vers_soi(racine: ElementTree.Element, adresse: str) -> Iterator[str]:
    """The feed must say where it stands, its selection included."""
    liens = [lien.get("href") for lien in racine.findall(f"{ATOM}link") if lien.get("rel") == "self"]
    if liens != [adresse]:
        yield f"self is {liens}, not {adresse} (4.1.1)"
