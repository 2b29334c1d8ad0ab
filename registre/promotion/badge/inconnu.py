"""What is drawn for a number that nobody ever had: nothing that looks like a label, and words that say so.

A browser shows the drawing of a 404, and would otherwise show the alternative text of the page, which speaks of one.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from registre.promotion.badge.demande import DemandeDeBadge
from registre.promotion.badge.rendu_png import en_png
from registre.promotion.badge.rendu_svg import en_svg
from registre.promotion.badge.teintes import THEMES
from registre.promotion.badge.traits import Dessin, Rectangle, Texte, Trait

LARGEUR, HAUTEUR = 160, 60


def badge_inconnu(demande: DemandeDeBadge) -> bytes:
    """Return the drawing, in the format asked. It repeats nothing of the address: one is drawn for all."""
    with translation.override(demande.langue):
        teintes, lignes = THEMES[demande.theme], (_("Numéro inconnu"), _("au registre"))
        titre = _("Aucun label ne porte ce numéro.")

    traits: list[Trait] = [
        Rectangle(0, 0, LARGEUR, HAUTEUR, fond=teintes.papier),
        *(Texte(80, 26 + 20 * rang, mots, 16, teintes.gris, 140, ancre="middle") for rang, mots in enumerate(lignes)),
    ]
    dessin = Dessin(LARGEUR, HAUTEUR, traits, titre, "inconnu", demande.langue)
    return en_png(dessin, demande.largeur) if demande.largeur else en_svg(dessin)
