"""The passage of a text that answers a question, its words marked."""

from collections.abc import Collection, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from socle.recherche.mots.analyse import Jeton, jetons
from socle.textes.signes import en_une_ligne

LONGUEUR = 220  # characters: three lines on a phone
AVANT = 60  # characters kept before the first match
LU = 200_000  # characters looked into: a passage further down is not worth the wait


def extrait(texte: str, mots: Collection[str], longueur: int = LONGUEUR) -> SafeString:
    """Return `longueur` characters or so of a text around its first matches, each in `<mark>`; its beginning if none.

    `mots` are normalised words, as `Recherche.mots` gives them. The text is escaped: it may hold anything.
    """
    texte = en_une_ligne(texte[:LU])
    debut, fin = _fenetre(texte, next(_marques(texte, mots), None), longueur)
    passage = surligner(texte[debut:fin], mots)
    return format_html("{}{}{}", "… " if debut else "", passage, " …" if fin < len(texte) else "")


def surligner(texte: str, mots: Collection[str]) -> SafeString:
    """Return the whole text with the matching words in `<mark>`, escaped."""
    morceaux: list[tuple[str, str]] = []
    lu = 0
    for debut, fin in _intervalles(texte, mots):
        morceaux.append((texte[lu:debut], texte[debut:fin]))
        lu = fin
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", morceaux), texte[lu:])


def _marques(texte: str, mots: Collection[str]) -> Iterator[Jeton]:
    return (jeton for jeton in jetons(texte) if jeton.mot in mots)


def _intervalles(texte: str, mots: Collection[str]) -> list[tuple[int, int]]:
    """Where to mark: a compound and its parts make one interval."""
    trouves: list[tuple[int, int]] = []
    for jeton in _marques(texte, mots):
        debut, fin = jeton.debut, jeton.fin
        while trouves and debut < trouves[-1][1]:  # a compound comes after its parts, and holds them all
            premier, dernier = trouves.pop()
            debut, fin = min(debut, premier), max(fin, dernier)
        trouves.append((debut, fin))
    return trouves


def _fenetre(texte: str, premier: Jeton | None, longueur: int) -> tuple[int, int]:
    """Where to cut: between words, a little before the first match."""
    debut = 0
    if premier is not None and premier.fin > longueur:
        debut = texte.find(" ", max(0, premier.debut - AVANT)) + 1
        debut = min(debut, premier.debut) if debut else premier.debut
    fin = debut + longueur
    if fin >= len(texte):
        return debut, len(texte)
    coupe = texte.rfind(" ", debut, fin)
    return debut, coupe if coupe > (premier.fin if premier else debut) else fin
