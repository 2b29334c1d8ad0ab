"""Words set in a picture: the largest type in which they hold, broken where they must, never past their place."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import ImageDraw, ImageFont

from socle.dessins.dessin_partage import POLICES

INTERLIGNE = 1.16
ABSENT = "\uffff"  # what no font has: drawn as any sign that the font lacks


@dataclass(frozen=True)
class LigneDeLettre:
    """A line of one type. The font is opened anew: one is not safe between threads."""

    mots: str
    famille: str
    graisse: int
    corps: float

    @property
    def police(self) -> ImageFont.FreeTypeFont:
        """The site's own font file, at this size (pixels) and weight."""
        return police(self.famille, self.graisse, self.corps)

    @property
    def largeur(self) -> float:
        """How wide it is, in pixels."""
        return self.police.getlength(self.mots)


@dataclass(frozen=True)
class TexteDeLettre:
    """Lines of one type, ready to be written."""

    lignes: list[str]
    police: ImageFont.FreeTypeFont

    @property
    def hauteur(self) -> float:
        """How high the lines are together, in pixels."""
        return len(self.lignes) * self.police.size * INTERLIGNE

    def ecrire(self, crayon: ImageDraw.ImageDraw, coin: tuple[float, float], couleur: str) -> None:
        """Write the lines under this corner, the left one at the top."""
        for rang, ligne in enumerate(self.lignes):
            y = coin[1] + rang * self.police.size * INTERLIGNE
            crayon.text((coin[0], y), ligne, font=self.police, fill=couleur)


def police(famille: str, graisse: int, corps: float) -> ImageFont.FreeTypeFont:
    """Return one of the site's own fonts at this size (pixels) and weight."""
    lue = ImageFont.truetype(POLICES / f"{famille}.woff2", corps)
    lue.set_variation_by_axes([graisse])
    return lue


def composer(mots: str, famille: str, graisse: int, place: tuple[float, float], corps: Iterable[int]) -> TexteDeLettre:
    """Return these words in the first of these sizes in which they hold in a place (width, height, in pixels).

    Cut with an ellipsis when they hold in none.
    """
    largeur, hauteur = place
    texte = TexteDeLettre([""], police(famille, graisse, 20))
    for taille in corps:
        lettres = police(famille, graisse, taille)
        texte = TexteDeLettre(couper(imprimable(mots), lettres, largeur), lettres)
        if texte.hauteur <= hauteur:
            return texte

    combien = max(1, int(hauteur / (texte.police.size * INTERLIGNE)))
    return TexteDeLettre([*texte.lignes[: combien - 1], f"{texte.lignes[combien - 1][:-1]}…"], texte.police)


def couper(mots: str, lettres: ImageFont.FreeTypeFont, largeur: float) -> list[str]:
    """Return the lines of a text: broken at ordinary spaces, and inside a word that is longer than a line."""
    lignes = [""]
    for mot in mots.split(" "):
        essai = f"{lignes[-1]} {mot}".strip(" ")
        if lettres.getlength(essai) <= largeur:
            lignes[-1] = essai
            continue
        lignes += [mot] if lignes[-1] else []
        lignes[-1] = mot
        while lettres.getlength(lignes[-1]) > largeur and len(lignes[-1]) > 1:
            tenu = _qui_tient(lignes[-1], lettres, largeur)
            lignes[-1:] = [lignes[-1][:tenu], lignes[-1][tenu:]]
    return lignes


def _qui_tient(mot: str, lettres: ImageFont.FreeTypeFont, largeur: float) -> int:
    """How many letters of a word hold on a line, one at least."""
    return max(1, bisect_right(range(len(mot)), largeur, key=lambda n: lettres.getlength(mot[:n])) - 1)


def imprimable(texte: str) -> str:
    """Return the text without the one space the fonts do not have: a narrow non-breaking one becomes a plain one."""
    return texte.replace("\u202f", "\u00a0")


def sait_ecrire(texte: str) -> bool:
    """Whether the fonts have every sign: one that they lack is drawn as an empty box."""
    lettres = police("source-serif-4", 600, 20)
    absent = bytes(lettres.getmask(ABSENT))
    return all(bytes(lettres.getmask(signe)) != absent for signe in set(texte) if not signe.isspace())
