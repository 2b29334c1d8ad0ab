"""The shape of each state, as the pages draw it (`socle/styles/components/statut.css`): read without any colour."""

from collections.abc import Callable, Sequence

from registre.etats import StatutDeLabel
from registre.lecture.label_du_jour import ANNULE
from registre.promotion.badge.teintes import Teintes
from registre.promotion.badge.traits import Disque, Polygone, Rectangle, Trait

Dessiner = Callable[[float, float, float, str], list[Trait]]

CROIX = (
    *((0, 18), (18, 0), (50, 32), (82, 0), (100, 18), (68, 50)),
    *((100, 82), (82, 100), (50, 68), (18, 100), (0, 82), (32, 50)),
)
FLECHE = ((0, 38), (50, 38), (50, 10), (100, 50), (50, 90), (50, 62), (0, 62))
TRIANGLE = ((18, 5), (92, 50), (18, 95))


def signe(etat: str, x: float, y: float, cote: float, couleur: str) -> list[Trait]:
    """Return the shape of a state in the square whose top left corner is there."""
    return SIGNES[etat](x, y, cote, couleur)


def marque(x: float, y: float, cote: float, teintes: Teintes, *, pleine: bool) -> list[Trait]:
    """Return the three axes as bars: filled for a label in force, hollow for anything else."""
    pas = cote / 3
    hauteur = 0.66 * pas
    return [
        Rectangle(x, round(y + rang * pas, 2), cote, round(hauteur, 2), fond=couleur)
        if pleine
        else Rectangle(x, round(y + rang * pas, 2), cote, round(hauteur, 2), bord=teintes.gris, epaisseur=1)
        for rang, couleur in enumerate(teintes.axes)
    ]


def _forme(sommets: Sequence[tuple[float, float]]) -> Dessiner:
    def dessiner(x: float, y: float, cote: float, couleur: str) -> list[Trait]:
        places = [(round(x + a * cote / 100, 1), round(y + b * cote / 100, 1)) for a, b in sommets]
        return [Polygone(places, couleur)]

    return dessiner


def _disque(x: float, y: float, cote: float, couleur: str) -> list[Trait]:
    return [Disque(x + cote / 2, y + cote / 2, cote / 2, fond=couleur)]


def _anneau(x: float, y: float, cote: float, couleur: str) -> list[Trait]:
    bord = round(cote / 6, 1)
    rayon = round((cote - bord) / 2, 1)
    return [Disque(x + cote / 2, y + cote / 2, rayon, bord=couleur, epaisseur=bord)]


def _barres(x: float, y: float, cote: float, couleur: str) -> list[Trait]:
    large = round(0.36 * cote, 1)
    a_droite = round(x + cote - large, 1)
    return [Rectangle(x, y, large, cote, fond=couleur), Rectangle(a_droite, y, large, cote, fond=couleur)]


SIGNES: dict[str, Dessiner] = {
    StatutDeLabel.LABELLISEE.value: _disque,
    StatutDeLabel.A_VENIR.value: _forme(TRIANGLE),
    StatutDeLabel.SUSPENDUE.value: _barres,
    StatutDeLabel.RETIREE.value: _forme(CROIX),
    StatutDeLabel.ECHUE.value: _anneau,
    StatutDeLabel.ABSORBEE.value: _forme(FLECHE),
    ANNULE: _forme(CROIX),
}
