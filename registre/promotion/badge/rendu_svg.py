"""The badge as SVG, from a template: no script, no font to load, under 4 kB."""

from django.template.loader import render_to_string
from django.utils import translation

from registre.lecture.label_du_jour import LabelDuJour
from registre.promotion.badge.contenu import contenu_du_badge
from registre.promotion.badge.formes import FORMES
from registre.promotion.badge.teintes import THEMES
from registre.promotion.badge.traits import Dessin


def dessin_du_badge(lu: LabelDuJour, *, forme: str, theme: str, langue: str) -> Dessin:
    """Return what a badge is made of, whoever draws it."""
    with translation.override(langue):
        contenu = contenu_du_badge(lu)
        largeur, hauteur, traits = FORMES[forme](contenu, THEMES[theme])
    return Dessin(largeur, hauteur, traits, contenu.titre, f"{lu.numero}-{forme}", langue)


def badge_svg(lu: LabelDuJour, *, forme: str, theme: str, langue: str) -> bytes:
    """Return the badge of a label on its day. `forme` is one of `FORMES`, `theme` of `THEMES`, `langue` fr or en."""
    return en_svg(dessin_du_badge(lu, forme=forme, theme=theme, langue=langue))


def en_svg(dessin: Dessin) -> bytes:
    """Return a drawing as an SVG document."""
    return render_to_string("registre/promotion/badge.svg", {"dessin": dessin}).encode()
