"""Why a file cannot be examined: a sentence for whoever brought it, which says what to do.

By key, so that the script of the page, which reads the same files, says the same words.
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUS: Mapping[str, Promise] = {
    "a_donner": _("Choisissez le fichier du badge, ou collez le texte de son justificatif."),
    "vide": _("Ce fichier est vide : téléchargez de nouveau le badge."),
    "lourd": _("Ce fichier est trop lourd pour un badge : deux mégaoctets au plus."),
    "format": _("Ce fichier est au format %(sorte)s : un badge est une image SVG ou PNG, telle que téléchargée."),
    "png_abime": _("Cette image PNG est abîmée ou incomplète : téléchargez de nouveau le badge."),
    "svg_abime": _("Ce fichier commence comme une image SVG, mais il est mal formé : téléchargez de nouveau le badge."),
    "svg_type": _("Ce SVG déclare un type de document, ce qu’aucun badge ne fait : il n’est pas lu."),
    "sans_justificatif": _(
        "Cette image ne porte pas de justificatif. Une capture d’écran ou une image réenregistrée le perd, et le badge "
        "affiché sur un site n’en a pas : prenez le badge à télécharger, ou cherchez le numéro du label."
    ),
    "plusieurs": _("Cette image porte plusieurs justificatifs : un badge n’en a qu’un."),
    "long": _("Ce justificatif est bien trop long pour être l’un des nôtres : il n’est pas lu."),
    "illisible": _("Ce n’est pas un justificatif : donnez-le tel que téléchargé, entier et sans rien y changer."),
    "autre_chose": _("Ce fichier n’est pas un badge : il lui manque de se dire « OpenBadgeCredential »."),
}


class BadgeIllisible(Exception):
    """There is no credential to examine in this file. `cle` says why, and `str()` says it to the visitor."""

    def __init__(self, cle: str, **mots: str) -> None:
        super().__init__(cle)
        self.cle, self.mots = cle, mots

    def __str__(self) -> str:
        return str(REFUS[self.cle]) % self.mots


def le_seul(trouves: Sequence[bytes]) -> bytes:
    """Return the credential of an image, which has one and no more. Raises `BadgeIllisible`."""
    if len(trouves) != 1:
        raise BadgeIllisible("plusieurs" if trouves else "sans_justificatif")
    return trouves[0]
