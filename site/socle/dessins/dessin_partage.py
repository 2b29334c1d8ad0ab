"""Draws a share image: the site's paper, serif and colours, 1200 by 630 pixels."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from socle.adresses.sous_page import Vignette
from socle.formats.identite import MARQUE

VERSION = 2  # to raise with any change of this drawing: it is part of the images' addresses

TAILLE = (1200, 630)
MARGE = 84
PAPIER, ENCRE = "#fbf9f4", "#1d2129"
AXES = {1: "#a33b16", 2: "#2b4a9b", 3: "#1f6a47"}
POLICES = Path(__file__).parents[1] / "static" / "socle" / "fonts"
CORPS_DU_TITRE = range(84, 35, -4)
HAUT_DU_TITRE, BAS_DU_TITRE = 168, 486
INTERLIGNE = 1.14


def dessiner_vignette(vignette: Vignette) -> bytes:
    """Return the PNG. A long title is set smaller; one that would not hold even then is cut with an ellipsis."""
    image = Image.new("RGB", TAILLE, PAPIER)
    crayon = ImageDraw.Draw(image)
    couleur = AXES.get(vignette.axe or 0, ENCRE)

    crayon.rectangle((0, 0, TAILLE[0], 14), fill=couleur)

    if vignette.surtitre:
        crayon.text((MARGE, 84), _imprimable(vignette.surtitre), font=_police("source-sans-3", 34, 600), fill=couleur)

    gauche = MARGE
    if vignette.numero is not None:
        grand = _police("source-serif-4", 210, 600)
        crayon.text((MARGE - 6, HAUT_DU_TITRE + 20), str(vignette.numero), font=grand, fill=couleur, anchor="lt")
        gauche += round(grand.getlength(str(vignette.numero))) + 48
    police, lignes = composer(_imprimable(vignette.titre), TAILLE[0] - MARGE - gauche)
    for rang, ligne in enumerate(lignes):
        crayon.text((gauche, HAUT_DU_TITRE + rang * police.size * INTERLIGNE), ligne, font=police, fill=ENCRE)
    _signer(crayon, vignette.mention)
    sortie = BytesIO()
    image.quantize(64).save(sortie, "PNG", optimize=True)
    return sortie.getvalue()


def composer(titre: str, largeur: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest type in which a title holds in this width (pixels), and its lines."""
    for corps in CORPS_DU_TITRE:
        police = _police("source-serif-4", corps, 600)
        lignes = _couper(titre, police, largeur)
        tient = len(lignes) * corps * INTERLIGNE <= BAS_DU_TITRE - HAUT_DU_TITRE
        if tient and all(police.getlength(ligne) <= largeur for ligne in lignes):
            return police, lignes
    combien = int((BAS_DU_TITRE - HAUT_DU_TITRE) / (corps * INTERLIGNE))
    return police, [*lignes[: combien - 1], f"{lignes[combien - 1]}…"] if len(lignes) > combien else lignes


def _couper(titre: str, police: ImageFont.FreeTypeFont, largeur: int) -> list[str]:
    """Break at ordinary spaces only: a non-breaking one keeps its sign on the line."""
    lignes = [""]
    for mot in titre.split(" "):
        essai = f"{lignes[-1]} {mot}".strip(" ")
        if lignes[-1] and police.getlength(essai) > largeur:
            lignes.append(mot)
        else:
            lignes[-1] = essai
    return lignes


def _signer(crayon: ImageDraw.ImageDraw, mention: str) -> None:
    """The mark at the foot: the three axes as bars, and the name; what is said of the image at the other end."""
    bas = TAILLE[1] - 70
    for rang, couleur in enumerate(AXES.values()):
        crayon.rectangle((MARGE, bas - 38 + rang * 15, MARGE + 46, bas - 30 + rang * 15), fill=couleur)
    crayon.text((MARGE + 64, bas), MARQUE, font=_police("source-serif-4", 36, 600), fill=ENCRE, anchor="ls")
    if mention:
        fin = (TAILLE[0] - MARGE, bas)
        crayon.text(fin, _imprimable(mention), font=_police("source-sans-3", 30, 400), fill=ENCRE, anchor="rs")


def _police(nom: str, corps: int, graisse: int) -> ImageFont.FreeTypeFont:
    """The site's own font file, at one weight. Opened anew: a font is not safe between threads."""
    police = ImageFont.truetype(POLICES / f"{nom}.woff2", corps)
    police.set_variation_by_axes([graisse])
    return police


def _imprimable(texte: str) -> str:
    """The text without the one space the fonts do not have: the narrow non-breaking space becomes a plain one."""
    return texte.replace("\u202f", "\u00a0")
