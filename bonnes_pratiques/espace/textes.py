"""Text as people type or paste it, and the HTML a sheet keeps: paragraphs, lists, nothing else from a keyboard."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import escape

from socle.textes import signes as textes

# What a word processor puts on the clipboard beside the words.
COMMENTAIRE = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
STYLES = re.compile(r"<(style|xml|script)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
BALISE = re.compile(r"</?[a-zA-Z][\w:]*(?:\s[^<>]*)?/?>")
INVISIBLES = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060]")
PUCE = re.compile(r"[-•*–·▪]\s+(?=\S)")
RANG = re.compile(r"([1-9]\d?)\. ")

PARAGRAPHES, LISTES = {"p", "div", "blockquote", "h2", "h3", "h4", "h5", "h6"}, {"ul", "ol"}


def une_ligne(texte: str) -> str:
    """Return what was pasted as one clean line: styles, tags, line breaks and invisible signs gone."""
    sans_styles = BALISE.sub(" ", STYLES.sub(" ", COMMENTAIRE.sub(" ", texte)))
    return " ".join(INVISIBLES.sub("", textes.une_ligne(sans_styles)).split())


def propre(texte: str) -> str:
    """Return a text of several lines without invisible signs nor spaces around its lines; a bullet is a "-"."""
    lignes = (INVISIBLES.sub("", ligne).strip() for ligne in textes.propre(texte).split("\n"))
    return "\n".join(PUCE.sub("- ", ligne, count=1) if PUCE.match(ligne) else ligne for ligne in lignes).strip()


@dataclass
class Bloc:
    """A paragraph, or a list: what stands on its lines, each with the line breaks that end it."""

    genre: str
    lignes: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        """The block as a sheet keeps it."""
        if self.genre == "p":
            return f"<p>{'<br/>'.join(self.lignes)}</p>"
        return f"<{self.genre}>{''.join(f'<li>{ligne}</li>' for ligne in self.lignes)}</{self.genre}>"


def en_html(texte: str) -> str:
    """Return the text as HTML: a blank line parts paragraphs, "-" or "1.", "2." at the head of lines make lists.

    Whatever looks like HTML is shown as it was typed: nothing typed is ever a tag. Lines count from 1, or are no list:
    "20. novembre" is a date. `en_texte` gives back the very text: line breaks at the end of a block, which no browser
    draws, say how many blank lines followed it when they are not those one expects.
    """
    blocs: list[Bloc] = []

    vides = 0
    for ligne in propre(texte).split("\n"):
        if not ligne:
            vides += 1
            continue
        genre, mots, suit = _lire_ligne(ligne, blocs[-1] if blocs else None, vides)
        if not suit and blocs:
            blocs[-1].lignes[-1] += "<br/>" * _fins_de_bloc(vides + 1, blocs[-1].genre, genre)
        elif genre != "p" and blocs:
            blocs[-1].lignes[-1] += "<br/>" * vides
        if not suit:
            blocs.append(Bloc(genre))
        blocs[-1].lignes.append(escape(mots))
        vides = 0

    return "".join(bloc.html for bloc in blocs)


def _lire_ligne(ligne: str, dernier: Bloc | None, vides: int) -> tuple[str, str, bool]:
    """Return what a line belongs to, its words without their mark, and whether it goes on with the block before it."""
    if PUCE.match(ligne):
        return "ul", ligne[2:], dernier is not None and dernier.genre == "ul"
    if lu := RANG.match(ligne):
        attendu = len(dernier.lignes) + 1 if dernier is not None and dernier.genre == "ol" else 1
        if int(lu[1]) in {1, attendu}:
            return "ol", ligne[lu.end() :], int(lu[1]) == attendu != 1
    return "p", ligne, dernier is not None and dernier.genre == "p" and not vides


def _fins_de_bloc(sauts: int, avant: str, apres: str) -> int:
    """How many line breaks end a block followed by as many in the text: none for the blank line one expects."""
    if avant == apres == "p":
        return sauts - 2
    return {1: 1, 2: 0}.get(sauts, sauts - 1)


def _sauts(fins: int, avant: str, apres: str) -> int:
    """The reverse: how many line breaks part two blocks in the text, when the first ends with so many."""
    if avant == apres == "p":
        return fins + 2
    return {1: 1, 0: 2}.get(fins, fins + 1)


def en_texte(html: str) -> str:
    """Return the HTML of a sheet as the text one would have typed for it."""
    lecteur = _Lecteur()

    lecteur.feed(html)
    lecteur.close()
    morceaux: list[str] = []

    avant: tuple[str, int, int] | None = None
    for genre, liste, lu in lecteur.blocs:
        mots = lu.rstrip("\n")
        if not mots.strip():
            continue
        if avant is not None:
            meme_liste = genre == "li" and liste == avant[1]
            morceaux.append("\n" * (avant[2] + 1 if meme_liste else _sauts(avant[2], avant[0], genre)))
        morceaux.append(mots)
        avant = genre, liste, len(lu) - len(mots)
    return propre("".join(morceaux))


def garder_ou_convertir(texte: str, avant: str) -> str:
    """Return the HTML of what was typed; what stood before when the words did not change, its bold and links kept."""
    return avant if propre(texte) == en_texte(avant) else en_html(texte)


class _Lecteur(HTMLParser):
    """Reads paragraphs and list items one after the other: what each is, which list it is of, its words."""

    def __init__(self) -> None:
        super().__init__()
        self.blocs: list[tuple[str, int, str]] = []
        self.listes: list[tuple[int, int | None]] = []  # those open: their number, the rank of their last item
        self.connues = 0
        self.ouvert = False  # whether what comes belongs to the last block

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in LISTES:
            self.connues += 1

            self.listes.append((self.connues, 0 if tag == "ol" else None))
            self.ouvert = False
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "li" and self.listes:
            numero, rang = self.listes[-1]
            self.listes[-1] = (numero, None if rang is None else rang + 1)
            self._ouvrir("li", numero, "- " if rang is None else f"{rang + 1}. ")
        elif tag in PARAGRAPHES and not self.listes:
            self._ouvrir("p", 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTES and self.listes:
            self.listes.pop()
        if tag in LISTES or tag == "li" or (tag in PARAGRAPHES and not self.listes):
            self.ouvert = False

    def handle_data(self, data: str) -> None:
        if not self.ouvert:
            if not data.strip():
                return
            self._ouvrir("p", 0)
        genre, liste, lu = self.blocs[-1]
        self.blocs[-1] = (genre, liste, lu + data)

    def _ouvrir(self, genre: str, liste: int, mots: str = "") -> None:
        self.blocs.append((genre, liste, mots))
        self.ouvert = True
