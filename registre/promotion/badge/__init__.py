"""The badge of a label: drawn for the day it is asked, in four forms, three themes and two languages."""

from registre.promotion.badge.contenu import texte_alternatif, texte_alternatif_durable
from registre.promotion.badge.rendu_png import badge_png
from registre.promotion.badge.rendu_svg import badge_svg

__all__ = ["badge_png", "badge_svg", "texte_alternatif", "texte_alternatif_durable"]
