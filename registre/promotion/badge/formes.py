"""The four forms of a badge. A label in force has a full head and no frame around its state; anything else has an empty
head, a thin edge, and its state on a ground of its own: nobody takes one for the other, in one colour either.

Sizes are those of the frame. Three forms are 160 wide and nothing in them is under 16: at 80 pixels, 8 pixels remain.
The fourth is one line, made to stand 24 pixels high in a text.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.utils.translation import gettext as _

from registre.promotion.badge.contenu import ContenuDuBadge
from registre.promotion.badge.signes import marque, signe
from registre.promotion.badge.teintes import Teintes
from registre.promotion.badge.traits import Disque, Rectangle, Texte, Trait, couper, largeur_au_plus

MARQUE = "Quali’Coop"
COTE, MARGE = 160, 9
PLACE = COTE - 2 * MARGE
TETE = 36
COURANT, PETIT = 18, 16
Mise = tuple[int, int, list[Trait]]


def compact(c: ContenuDuBadge, t: Teintes) -> Mise:
    """The mark, the state and its day, the number."""
    traits = [*_tete(c, t), *_etat(c, t, TETE)]
    y = TETE + 30

    for ligne in _lignes_du_jour(c, 1):
        y += 21
        traits.append(Texte(MARGE, y, ligne, COURANT, t.encre, PLACE))
    traits.append(Texte(MARGE, y + 28, c.numero, COURANT, t.encre, PLACE, serif=True, gras=True))

    return _encadre(c, t, COTE, y + 39, traits)


def complet(c: ContenuDuBadge, t: Teintes) -> Mise:
    """The same, with every day that counts, the coop's name and the day it was asked."""
    traits = [*_tete(c, t), *_etat(c, t, TETE)]
    y = TETE + 30

    for ligne in _lignes_du_jour(c, len(c.jours)):
        y += 21
        traits.append(Texte(MARGE, y, ligne, COURANT, t.encre, PLACE))
    y += 28
    traits.append(Texte(MARGE, y, c.numero, COURANT, t.encre, PLACE, serif=True, gras=True))
    for ligne in couper(c.nom, PETIT, PLACE, 4):
        y += 20
        traits.append(Texte(MARGE, y, ligne, PETIT, t.encre, PLACE))
    y += 26
    traits.append(Texte(MARGE, y, c.au, PETIT, t.gris, PLACE))

    return _encadre(c, t, COTE, y + 10, traits)


def ligne(c: ContenuDuBadge, t: Teintes) -> Mise:
    """One line: the mark and the number at one end, the state and its day at the other."""
    corps, haut, pied = 15, 30, 20
    dit = (" " if c.en_vigueur else ", ").join([c.mot, " ".join(c.jours[0])])
    gauche = " ".join([*([_("Démonstration")] if c.demonstration else []), MARQUE, c.numero])
    place_gauche, place_droite = round(largeur_au_plus(gauche, corps)), round(largeur_au_plus(dit, corps, gras=True))
    debut = 32 + place_gauche + 14
    largeur = debut + 22 + place_droite + 10

    ton = t.de_l_etat(c.etat)
    dessus = ton if c.en_vigueur else t.papier
    fond = [] if c.en_vigueur else [Rectangle(debut - 8, 0, largeur - debut + 8, haut, fond=ton)]
    traits = [
        *marque(9, 7.5, 15, t, pleine=c.en_vigueur),
        Texte(32, pied, gauche, corps, t.encre, place_gauche),
        *fond,
        *signe(c.etat, debut, 9, 12, dessus),
        Texte(debut + 20, pied, dit, corps, dessus, place_droite + 1, gras=True),
    ]

    return _encadre(c, t, largeur, haut, traits)


def rond(c: ContenuDuBadge, t: Teintes) -> Mise:
    """A seal: the number above, the state across, its day below."""
    milieu, ton = COTE // 2, t.de_l_etat(c.etat)
    dessus = ton if c.en_vigueur else t.papier
    surtitre = _("Démonstration") if c.demonstration else MARQUE
    quoi, quand = c.jours[0]
    centre = partial(Texte, milieu, ancre="middle")

    plein, mince = Disque(milieu, milieu, 78, t.papier, t.encre, 4), Disque(milieu, milieu, 79, t.papier, t.gris, 1)
    bande = [] if c.en_vigueur else [Rectangle(4, 70, COTE - 8, 27, fond=ton)]
    traits = [
        plein if c.en_vigueur else mince,
        *signe(c.etat, milieu - 7, 13, 14, ton),
        centre(43, surtitre, PETIT, t.encre, 104, gras=True),
        centre(63, c.numero, 17, t.encre, 134),
        *bande,
        centre(91, c.mot, 22, dessus, 140, gras=True),
        centre(114, quoi, PETIT, t.encre, 126),
        centre(133, quand, PETIT, t.encre, 108),
    ]

    return COTE, COTE, traits


FORMES: dict[str, Callable[[ContenuDuBadge, Teintes], Mise]] = {
    "complet": complet,
    "compact": compact,
    "ligne": ligne,
    "rond": rond,
}


def _encadre(c: ContenuDuBadge, t: Teintes, largeur: int, hauteur: int, traits: list[Trait]) -> Mise:
    """The paper under a drawing, and its edge over it."""
    couleur, epais = (t.encre, 2) if c.en_vigueur else (t.gris, 1)
    bord = Rectangle(epais / 2, epais / 2, largeur - epais, hauteur - epais, bord=couleur, epaisseur=epais)
    return largeur, hauteur, [Rectangle(0, 0, largeur, hauteur, fond=t.papier), *traits, bord]


def _tete(c: ContenuDuBadge, t: Teintes) -> Iterator[Trait]:
    """The name of the label beside its mark; what is made up says so in its place."""
    if c.en_vigueur:
        yield Rectangle(0, 0, COTE, TETE, fond=t.encre)
        yield Rectangle(MARGE - 3, 7, 22, 22, fond=t.papier)
    yield from marque(MARGE, 10, 16, t, pleine=c.en_vigueur)

    mots = _("Démonstration") if c.demonstration else MARQUE
    couleur = t.papier if c.en_vigueur else t.encre
    yield Texte(34, 25, mots, 20, couleur, COTE - 34 - MARGE, gras=True, serif=not c.demonstration)


def _etat(c: ContenuDuBadge, t: Teintes, haut: int) -> Iterator[Trait]:
    """The state: its shape and its word."""
    ton = t.de_l_etat(c.etat)
    dessus = ton if c.en_vigueur else t.papier
    if not c.en_vigueur:
        yield Rectangle(0, haut, COTE, 29, fond=ton)
    yield from signe(c.etat, MARGE, haut + 8, 14, dessus)
    yield Texte(MARGE + 22, haut + 22, c.mot, 20, dessus, PLACE - 22, gras=True)


def _lignes_du_jour(c: ContenuDuBadge, combien: int) -> list[str]:
    return [mots for couple in c.jours[:combien] for mots in couple]
