"""PURE. A document written in a few tags of HTML, as plain text that any word processor takes."""

import re
import textwrap
from html.parser import HTMLParser

LARGEUR = 78  # characters: what an e-mail shows without folding
TITRES = {"h1": "=", "h2": "-", "h3": ""}
BLOCS = {*TITRES, "p", "li"}


class _Lecteur(HTMLParser):
    """Gathers the blocks of a document, each with its tag and what stands before its first line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocs: list[tuple[str, str, str]] = []
        self.listes: list[int | None] = []  # the next number of each list that is open, None for bullets
        self.ouvert, self.morceaux = "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ol", "ul"}:
            debut = dict(attrs).get("start") or "1"
            self.listes.append(int(debut) if tag == "ol" else None)
        elif tag == "br":
            self.morceaux.append("\n")
        elif tag in BLOCS:
            self.ouvert, self.morceaux = tag, []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"}:
            self.listes.pop()
        elif tag == self.ouvert:
            self._fermer()

    def handle_data(self, data: str) -> None:
        if self.ouvert:
            self.morceaux.append(" ".join(re.split(r"[ \n]+", data)))

    def _fermer(self) -> None:
        puce = ""
        if self.ouvert == "li":
            numero = self.listes[-1]
            puce = "- " if numero is None else f"{numero}. "
            self.listes[-1] = None if numero is None else numero + 1
        self.blocs.append((self.ouvert, puce, "".join(self.morceaux).strip()))
        self.ouvert = ""


def en_texte(html: str) -> str:
    """Return the words of titles, paragraphs and lists, folded at `LARGEUR`; titles underlined, items led by a dash or
    their number. No-break spaces stay where French wants them."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    lecteur.close()

    lignes: list[str] = []
    precedent = ""
    for nature, puce, mots in lecteur.blocs:
        if lignes and not (nature == precedent == "li"):
            lignes.append("")
        lignes += _plier(mots, puce)
        if souligne := TITRES.get(nature, ""):
            lignes.append(souligne * min(LARGEUR, max(len(ligne) for ligne in lignes[-len(_plier(mots, puce)) :])))
        precedent = nature

    return "\n".join(lignes) + "\n"


def _plier(mots: str, puce: str) -> list[str]:
    """Fold a block; no-break spaces hold their words together."""
    lignes: list[str] = []
    for ligne in mots.split("\n"):
        suite = " " * len(puce)
        lignes += textwrap.wrap(
            ligne.strip(),
            LARGEUR,
            initial_indent=suite if lignes else puce,
            subsequent_indent=suite,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lignes
