"""What a badge is made of, whoever draws it: texts, rectangles, discs and polygons, in the units of its frame."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Rectangle:
    """Filled with `fond`, edged with `bord` of that thickness; neither when empty."""

    genre: ClassVar[str] = "rectangle"
    x: float
    y: float
    largeur: float
    hauteur: float
    fond: str = ""
    bord: str = ""
    epaisseur: float = 0
    rayon: float = 0


@dataclass(frozen=True)
class Disque:
    """A disc by its centre and radius; a ring when it has an edge and no ground."""

    genre: ClassVar[str] = "disque"
    x: float
    y: float
    rayon: float
    fond: str = ""
    bord: str = ""
    epaisseur: float = 0


@dataclass(frozen=True)
class Polygone:
    """A filled shape by its corners."""

    genre: ClassVar[str] = "polygone"
    sommets: Sequence[tuple[float, float]]
    fond: str

    @property
    def points(self) -> str:
        """The corners as SVG writes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.sommets)


@dataclass(frozen=True)
class Texte:
    """One line, its foot at `y`, held in `place` units of width whatever the reader's fonts.

    `ancre` is where `x` stands in it: start, middle, end.
    """

    genre: ClassVar[str] = "texte"
    x: float
    y: float
    mots: str
    corps: float
    couleur: str
    place: float
    gras: bool = False
    serif: bool = False
    ancre: str = "start"

    @property
    def serre(self) -> bool:
        """Whether some reader's fonts might not hold it in its place: the width is then imposed."""
        return largeur_au_plus(self.mots, self.corps, gras=self.gras) > self.place


Trait = Rectangle | Disque | Polygone | Texte


@dataclass(frozen=True)
class Dessin:
    """A whole badge: its frame, what it is made of, in the order of drawing, and its words in a sentence."""

    largeur: int
    hauteur: int
    traits: Sequence[Trait]
    titre: str
    identifiant: str
    langue: str


# Widths in ems, those of the widest of the usual sans faces (Verdana, DejaVu Sans): any other takes less.
ETROITES, MOYENNES, LARGES = frozenset(" il.,'’:;!|j()"), frozenset("frt-\u00a0"), frozenset("mwMWŒÆœæ@%—…")
COMBINANTS = ("\u0300", "\u036f")
ETROITE, MOYENNE, COURANTE, CAPITALE, LARGE = 0.39, 0.45, 0.64, 0.76, 1.02
GRAS = 1.1
MORCEAU = re.compile(r" ?[^ -]+-?| ?-")  # what is never cut: a word, with the space before it or the hyphen after
CJC = "\u2e80"  # from here on, signs as wide as they are high


def largeur_au_plus(mots: str, corps: float, *, gras: bool = False) -> float:
    """Return the width that a line takes at most in the reader's own sans face, in the units of `corps`."""
    return sum(_em(signe) for signe in mots) * corps * (GRAS if gras else 1)


def _em(signe: str) -> float:
    if COMBINANTS[0] <= signe <= COMBINANTS[1]:
        return 0
    if signe in ETROITES:
        return ETROITE
    if signe in MOYENNES:
        return MOYENNE
    if signe in LARGES or signe >= CJC:
        return LARGE
    return CAPITALE if signe.isupper() else COURANTE


def couper(mots: str, corps: float, place: float, lignes_au_plus: int) -> list[str]:
    """Return a text on as many lines as it takes, the last ending in an ellipsis when it does not hold."""
    lignes = [""]
    for morceau in MORCEAU.findall(" ".join(mots.split())):
        essai = f"{lignes[-1]}{morceau}".strip()
        if lignes[-1] and largeur_au_plus(essai, corps) > place:
            lignes.append(morceau.strip())
        else:
            lignes[-1] = essai

    gardees = lignes[:lignes_au_plus]
    if len(lignes) > lignes_au_plus:
        gardees[-1] += "…"
    return [_raccourcie(ligne, corps, place) for ligne in gardees]


def _raccourcie(ligne: str, corps: float, place: float) -> str:
    """The line, cut at a sign when it is a word longer than its place."""
    tolere = 1.25 * place  # beyond, pressed letters are no longer read
    if largeur_au_plus(ligne, corps) <= tolere:
        return ligne
    while largeur_au_plus(f"{ligne}…", corps) > tolere:
        ligne = ligne[:-1]
    return f"{ligne.rstrip('… ')}…"
