"""Text as people type or paste it, and the HTML a sheet keeps: paragraphs, lists, nothing else from a keyboard."""

import re
from html.parser import HTMLParser
from itertools import groupby

from django.utils.html import escape

# What a word processor puts on the clipboard beside the words.
COMMENTAIRE = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
STYLES = re.compile(r"<(style|xml|script)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
BALISE = re.compile(r"</?[a-zA-Z][\w:]*(?:\s[^<>]*)?/?>")
INVISIBLES = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
PUCE = re.compile(r"\s*[-•*–·▪]\s+(.*)")
RANG = re.compile(r"\s*\d{1,2}[.)]\s+(.*)")


def une_ligne(texte: str) -> str:
    """Return what was pasted as one clean line: styles, tags, line breaks and invisible signs gone."""
    sans_styles = BALISE.sub(" ", STYLES.sub(" ", COMMENTAIRE.sub(" ", texte)))
    return " ".join(INVISIBLES.sub(" ", sans_styles).split())


def propre(texte: str) -> str:
    """Return a text of several lines without invisible signs nor spaces at the ends of its lines."""
    lignes = texte.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(INVISIBLES.sub("", ligne).rstrip() for ligne in lignes).strip()


def en_html(texte: str) -> str:
    """Return the text as HTML: a blank line parts paragraphs, "-" or "1." at the head of lines make lists.

    Whatever looks like HTML is shown as it was typed: nothing typed is ever a tag.
    """
    morceaux = []
    for paragraphe in re.split(r"\n\s*\n", propre(texte)):
        for genre, groupe in groupby(paragraphe.split("\n"), _genre):
            lignes = [escape(_sans_marque(ligne)) for ligne in groupe if ligne.strip()]
            if not lignes:
                continue
            if genre:
                morceaux.append(f"<{genre}>{''.join(f'<li>{ligne}</li>' for ligne in lignes)}</{genre}>")
            else:
                morceaux.append(f"<p>{'<br/>'.join(lignes)}</p>")
    return "".join(morceaux)


def _genre(ligne: str) -> str:
    return "ul" if PUCE.fullmatch(ligne) else "ol" if RANG.fullmatch(ligne) else ""


def _sans_marque(ligne: str) -> str:
    lue = PUCE.fullmatch(ligne) or RANG.fullmatch(ligne)
    return (lue[1] if lue else ligne).strip()


def en_texte(html: str) -> str:
    """Return the HTML of a sheet as the text one would have typed for it."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    return propre(re.sub(r"\n{3,}", "\n\n", "".join(lecteur.morceaux)))


def garder_ou_convertir(texte: str, avant: str) -> str:
    """Return the HTML of what was typed; what stood before when the words did not change, its bold and links kept."""
    return avant if propre(texte) == en_texte(avant) else en_html(texte)


class _Lecteur(HTMLParser):
    """Turns paragraphs, line breaks and list items back into lines."""

    def __init__(self) -> None:
        super().__init__()
        self.morceaux: list[str] = []
        self.rangs: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in {"ul", "ol"}:
            self.rangs.append(0 if tag == "ol" else None)
        elif tag == "br":
            self.morceaux.append("\n")
        elif tag == "li" and self.rangs:
            rang = self.rangs[-1]
            self.rangs[-1] = None if rang is None else rang + 1
            self.morceaux.append("- " if rang is None else f"{rang + 1}. ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self.rangs:
            self.rangs.pop()
        fins = {"li": "\n", "p": "\n\n", "ul": "\n", "ol": "\n"}
        self.morceaux.append(fins.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.morceaux.append(data)
