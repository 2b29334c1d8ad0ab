"""How French says that something is in a place: "dans l’Hérault", "en Bretagne", "à Paris"."""

from django.utils import translation
from django.utils.translation import gettext as _

from registre.territoires import DEPARTEMENTS, REGIONS

_EN, _LE, _LA, _L, _LES, _A = "en ", "dans le ", "dans la ", "dans l’", "dans les ", "à "

# Whatever is not listed takes "en", the commonest.
_DEPARTEMENTS = {
    _L: "01 02 03 10 11 12 27 34 36 60 61 89 91",
    _LES: "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    _LE: "14 15 18 25 29 30 32 39 41 45 46 47 56 59 62 63 67 68 69 81 82 83 84 90 94 95",
    _LA: "26 42 50 51 55 58 72 80 86",
    _A: "75 974 976",
}
_REGIONS = {_LE: "44", _LES: "32 52", _A: "04 06"}


def _par_code(par_tournure: dict[str, str]) -> dict[str, str]:
    return {code: tournure for tournure, codes in par_tournure.items() for code in codes.split()}


_TOURNURES_DEPARTEMENTS, _TOURNURES_REGIONS = _par_code(_DEPARTEMENTS), _par_code(_REGIONS)


def dans_le_departement(code: str) -> str:
    """Return "dans l’Hérault" for "34", in the reader's language."""
    return _dans(DEPARTEMENTS[code], _TOURNURES_DEPARTEMENTS.get(code, _EN))


def dans_la_region(code: str) -> str:
    """Return "en Occitanie" for "76", in the reader's language."""
    return _dans(REGIONS[code], _TOURNURES_REGIONS.get(code, _EN))


def _dans(nom: str, tournure: str) -> str:
    if translation.get_language() == "fr":
        return tournure + nom
    return _("dans %(lieu)s") % {"lieu": nom}
