"""The badge as PNG: the same drawing as the SVG, in the site's own fonts, for what takes no SVG."""

from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from registre.lecture.label_du_jour import LabelDuJour
from registre.promotion.badge.rendu_svg import dessin_du_badge
from registre.promotion.badge.traits import Dessin, Disque, Polygone, Rectangle, Texte, Trait
from socle.dessins.dessin_partage import POLICES

FOIS = 3  # drawn this many times larger, then reduced: Pillow draws no smooth edge
ANCRES = {"start": "ls", "middle": "ms", "end": "rs"}
GRAISSE, GRAISSE_GRASSE = 400, 600
ABSENT = "\uffff"  # what no font has: drawn as any sign that the font lacks


def badge_png(lu: LabelDuJour, *, forme: str, theme: str, langue: str, largeur: int) -> bytes:
    """Return the badge of a label on its day, so many pixels wide."""
    return en_png(dessin_du_badge(lu, forme=forme, theme=theme, langue=langue), largeur)


def en_png(dessin: Dessin, largeur: int) -> bytes:
    """Return a drawing as a PNG of this width in pixels. Around a round one, nothing is painted."""
    echelle = largeur / dessin.largeur
    taille = (largeur, round(dessin.hauteur * echelle))
    grande = Image.new("RGBA", (taille[0] * FOIS, taille[1] * FOIS), (0, 0, 0, 0))
    crayon = ImageDraw.Draw(grande)

    for trait in dessin.traits:
        _tracer(crayon, trait, echelle * FOIS)

    sortie = BytesIO()
    image = grande.resize(taille, Image.Resampling.LANCZOS)
    image.quantize(128, method=Image.Quantize.FASTOCTREE).save(sortie, "PNG", optimize=True)
    return sortie.getvalue()


def _tracer(crayon: ImageDraw.ImageDraw, trait: Trait, fois: float) -> None:
    if isinstance(trait, Texte):
        _ecrire(crayon, trait, fois)
    elif isinstance(trait, Polygone):
        crayon.polygon([(x * fois, y * fois) for x, y in trait.sommets], fill=trait.fond)
    elif isinstance(trait, Disque):
        _cerner(partial(crayon.ellipse), trait, (trait.x - trait.rayon, trait.y - trait.rayon), 2 * trait.rayon, fois)
    else:
        _cerner(partial(crayon.rectangle), trait, (trait.x, trait.y), trait.largeur, fois)


def _cerner(
    tracer: "partial[None]", trait: Disque | Rectangle, coin: tuple[float, float], largeur: float, fois: float
) -> None:
    """Fill a shape and its edge, which SVG centres on the outline and Pillow draws inside it."""
    hauteur = trait.hauteur if isinstance(trait, Rectangle) else largeur
    demi = trait.epaisseur / 2 if trait.bord else 0
    boite = (
        (coin[0] - demi) * fois,
        (coin[1] - demi) * fois,
        (coin[0] + largeur + demi) * fois - 1,
        (coin[1] + hauteur + demi) * fois - 1,
    )
    tracer(boite, fill=trait.fond or None, outline=trait.bord or None, width=round(trait.epaisseur * fois))


def _ecrire(crayon: ImageDraw.ImageDraw, texte: Texte, fois: float) -> None:
    """Write one line, smaller when it would pass its place. What the fonts cannot write is left out: the number and
    the alternative text say it."""
    mots, corps = texte.mots.replace("\u202f", "\u00a0"), texte.corps * fois
    police = _police(texte, corps)
    if not _sait_ecrire(police, mots):
        return

    longueur, place = police.getlength(mots), texte.place * fois
    if longueur > place:
        police = _police(texte, corps * place / longueur)
    crayon.text((texte.x * fois, texte.y * fois), mots, font=police, fill=texte.couleur, anchor=ANCRES[texte.ancre])


def _police(texte: Texte, corps: float) -> ImageFont.FreeTypeFont:
    """The site's own font file, at one weight. Opened anew: a font is not safe between threads."""
    police = ImageFont.truetype(POLICES / f"{'source-serif-4' if texte.serif else 'source-sans-3'}.woff2", corps)
    police.set_variation_by_axes([GRAISSE_GRASSE if texte.gras else GRAISSE])
    return police


def _sait_ecrire(police: ImageFont.FreeTypeFont, mots: str) -> bool:
    """Whether the font has every sign: one that it lacks is drawn as an empty box."""
    absent = bytes(police.getmask(ABSENT))
    return all(bytes(police.getmask(signe)) != absent for signe in set(mots) if not signe.isspace())
