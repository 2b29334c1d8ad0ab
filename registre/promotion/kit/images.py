"""The pictures for social networks, in three sizes. One of a label has a full head; one of an engagement, none."""

from dataclasses import dataclass
from io import BytesIO

from django.utils import translation
from PIL import Image, ImageDraw

from registre.promotion.kit.lettres import LigneDeLettre, composer, imprimable, sait_ecrire
from registre.promotion.kit.situation import Cas, SituationDuKit
from socle.dessins.dessin_partage import AXES, ENCRE, PAPIER
from socle.formats.identite import MARQUE
from socle.templatetags.typographie import en_toutes_lettres

GRIS, INDIGO, ATTENTION = "#5b6270", AXES[2], "#8a5a00"
TAILLES = {"paysage": (1200, 630), "carre": (1080, 1080), "portrait": (1080, 1920)}
SERIF, SANS = "source-serif-4", "source-sans-3"


@dataclass(frozen=True)
class MotsDImage:
    """What a picture says, from top to foot."""

    tete: str
    nom: str
    phrase: str
    sous: str
    pied: str
    demonstration: bool
    pleine: bool


def images(situation: SituationDuKit) -> dict[str, bytes]:
    """Return the pictures of an open kit by their names, PNG."""
    label = situation.cas == Cas.LABEL
    debut, tailles = ("image", tuple(TAILLES)) if label else ("image-engagee", ("carre",))
    with translation.override("fr"):
        mots = _mots_du_label(situation) if label else _mots_d_engagee(situation)
    return {nom_de_l_image(debut, taille): dessiner(mots, TAILLES[taille]) for taille in tailles}


def nom_de_l_image(debut: str, taille: str) -> str:
    """Return the name of a picture of this size in the archive: it says its pixels."""
    largeur, hauteur = TAILLES[taille]
    return f"{debut}-{taille}-{largeur}x{hauteur}.png"


def _mots_du_label(situation: SituationDuKit) -> MotsDImage:
    assert situation.lu  # noqa: S101 - the case says so
    return MotsDImage(
        tete=f"Label Quali’Coop {situation.lu.numero}",
        nom=situation.nom,
        phrase=situation.lu.phrase,
        sous="Des engagements choisis, suivis, vérifiés.",
        pied=f"État au {en_toutes_lettres(situation.au)}, à vérifier au registre",
        demonstration=situation.demonstration,
        pleine=True,
    )


def _mots_d_engagee(situation: SituationDuKit) -> MotsDImage:
    depuis = f" depuis le {en_toutes_lettres(situation.engagee_le)}" if situation.engagee_le else ""
    return MotsDImage(
        tete="Raison d’être des Coop’HLM",
        nom=situation.nom,
        phrase=f"Engagée{depuis}",
        sous="Ce n’est pas un label : notre candidature est en cours.",
        pied=f"Situation au {en_toutes_lettres(situation.au)}",
        demonstration=situation.demonstration,
        pleine=False,
    )


def dessiner(mots: MotsDImage, taille: tuple[int, int]) -> bytes:
    """Return the PNG of these words, in this size in pixels."""
    largeur, hauteur = taille
    agrandi = 1.25 if hauteur > 1.5 * largeur else 1  # a tall one is read on a telephone, whole
    unite = agrandi * min(largeur, hauteur * 1.2) / 1080  # of a length drawn for the square one
    marge, tete = round(84 * unite), round(hauteur * 0.2 if mots.pleine else 0)
    image = Image.new("RGB", taille, PAPIER)
    crayon = ImageDraw.Draw(image)

    _tete(crayon, mots, taille, tete, unite)
    haut = (tete or round(hauteur * 0.14)) + round(56 * unite)
    if mots.demonstration:
        haut = _demonstration(crayon, (marge, haut), unite)
    bas = hauteur - marge - round(90 * unite)
    _milieu(crayon, mots, (marge, haut, largeur - marge, bas), unite)
    _pied(crayon, mots, taille, marge, unite)

    sortie = BytesIO()
    image.save(sortie, "PNG", optimize=True)
    return sortie.getvalue()


def _tete(crayon: ImageDraw.ImageDraw, mots: MotsDImage, taille: tuple[int, int], tete: int, unite: float) -> None:
    """A label's name on a full ground; an engagement's inside a thin frame, as nothing granted."""
    largeur, hauteur = taille
    marge = round(84 * unite)
    if mots.pleine:
        crayon.rectangle((0, 0, largeur, tete), fill=INDIGO)
        titre = composer(mots.tete, SERIF, 600, (largeur - 2 * marge, tete * 0.7), range(round(72 * unite), 20, -2))
        titre.ecrire(crayon, (marge, (tete - titre.hauteur) / 2), PAPIER)
        return
    bord = round(28 * unite)
    crayon.rectangle((bord, bord, largeur - bord, hauteur - bord), outline=GRIS, width=max(2, round(3 * unite)))
    titre = composer(mots.tete, SANS, 600, (largeur - 2 * marge, hauteur), range(round(44 * unite), 20, -2))
    titre.ecrire(crayon, (marge, round(hauteur * 0.14) - titre.hauteur), GRIS)


def _demonstration(crayon: ImageDraw.ImageDraw, coin: tuple[int, int], unite: float) -> int:
    """A frame that says the coop is fictional; returns where what follows begins."""
    ligne = LigneDeLettre("Démonstration : coopérative fictive", SANS, 600, round(32 * unite))
    x, y = coin
    boite = (x, y, x + ligne.largeur + 32 * unite, y + 56 * unite)
    crayon.rectangle(boite, outline=ATTENTION, width=max(2, round(3 * unite)))
    crayon.text((x + 16 * unite, y + 28 * unite), ligne.mots, font=ligne.police, fill=ATTENTION, anchor="lm")
    return round(y + 88 * unite)


def _milieu(crayon: ImageDraw.ImageDraw, mots: MotsDImage, boite: tuple[int, int, int, int], unite: float) -> None:
    """The coop's name as large as it holds, then its situation, together in the middle of what remains."""
    gauche, haut, droite, bas = boite
    place = droite - gauche
    suite = [
        composer(mots.phrase, SANS, 600, (place, 120 * unite), range(round(50 * unite), 20, -2)),
        composer(mots.sous, SANS, 400 if mots.pleine else 600, (place, 110 * unite), range(round(38 * unite), 20, -2)),
    ]
    reste = bas - haut - sum(texte.hauteur for texte in suite) - 60 * unite
    nom = imprimable(mots.nom)
    # What the fonts cannot write is left out: the picture says the number, and the text that goes with it the name.
    noms = [composer(nom, SERIF, 600, (place, reste), range(round(104 * unite), 19, -2))] if sait_ecrire(nom) else []

    blocs = [*noms, *suite]
    y = haut + max(0, (bas - haut - sum(bloc.hauteur for bloc in blocs) - 60 * unite) / 2.6)
    for rang, bloc in enumerate(blocs):
        bloc.ecrire(crayon, (gauche, y), GRIS if mots.pleine and rang == len(blocs) - 1 else ENCRE)
        y += bloc.hauteur + 26 * unite


def _pied(crayon: ImageDraw.ImageDraw, mots: MotsDImage, taille: tuple[int, int], marge: int, unite: float) -> None:
    """The mark: the three axes as bars, and the name; the day at the other end."""
    bas = taille[1] - marge
    for rang, couleur in enumerate(AXES.values()):
        y = bas - (38 - rang * 15) * unite
        crayon.rectangle((marge, y, marge + 46 * unite, y + 8 * unite), fill=couleur)
    marque = LigneDeLettre(MARQUE, SERIF, 600, round(36 * unite))
    crayon.text((marge + 64 * unite, bas), marque.mots, font=marque.police, fill=ENCRE, anchor="ls")
    jour = LigneDeLettre(mots.pied, SANS, 400, round(28 * unite))
    crayon.text((taille[0] - marge, bas), jour.mots, font=jour.police, fill=GRIS, anchor="rs")
