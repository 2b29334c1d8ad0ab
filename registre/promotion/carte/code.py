"""The HTML that another site pastes, or is given by oEmbed: a frame around the card, a link, an image.

Plain strings, not safe ones: our own pages show them as text, to be copied.
"""

from django.conf import settings
from django.utils import translation
from django.utils.html import escape

from registre.lecture.label_du_jour import LabelDuJour
from registre.promotion.badge.contenu import texte_alternatif_durable
from registre.promotion.carte.adresses import absolue

LARGEUR, HAUTEUR = 480, 220  # CSS pixels
ETROITE, HAUTEUR_ETROITE = 400, 300  # under that width, a long name takes more lines


def cadre(lu: LabelDuJour, *, largeur: int = LARGEUR, hauteur: int = HAUTEUR) -> str:
    """Return the `<iframe>` of a label's card, titled, in the active language."""
    return (
        f'<iframe src="{escape(absolue("registre:carte", lu.numero))}" title="{_titre(lu)}"'
        f' width="{largeur}" height="{hauteur}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def lien(lu: LabelDuJour) -> str:
    """Return a plain link to a label's page."""
    return f'<a href="{_page(lu)}">{_titre(lu)}</a>'


def lien_remplace(lu: LabelDuJour) -> str:
    """Return the link that the script replaces by the card, and the script."""
    script = f'<script src="{escape(absolue("promotion:script"))}" defer></script>'
    return f'<a data-qualicoop href="{_page(lu)}">{_titre(lu)}</a>\n{script}'


def image(lu: LabelDuJour, forme: str, taille: tuple[int, int]) -> str:
    """Return the live badge, `taille` its width and height, in a link to the page that says what it says."""
    adresse = escape(absolue("promotion:badge_svg", lu.numero, forme=forme, langue=_langue()))
    largeur, hauteur = taille
    dessin = f'<img src="{adresse}" width="{largeur}" height="{hauteur}" alt="{_titre(lu)}">'
    return f'<a href="{_page(lu)}">{dessin}</a>'


def _page(lu: LabelDuJour) -> str:
    return escape(absolue("registre:label", lu.numero))


def _titre(lu: LabelDuJour) -> str:
    return escape(texte_alternatif_durable(lu, _langue()))


def _langue() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE
