"""What an answer is worth, told by a word and by a shape: colour only repeats them."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Avis(StrEnum):
    """The value of an answer; each has its shape in the style sheet."""

    OUI = "oui"
    RESERVE = "reserve"
    NON = "non"
    INCONNU = "inconnu"


MOTS: dict[Avis, Promise] = {
    Avis.OUI: _("Oui"),
    Avis.RESERVE: _("Attention"),
    Avis.NON: _("Non"),
    Avis.INCONNU: _("Pas vérifié"),
}
