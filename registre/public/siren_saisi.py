"""A SIREN as people type it, and what is wrong with it in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as stdnum_siren

LONGUEUR, LONGUEUR_SIRET = 9, 14
RAISONS: dict[type[StdnumError], object] = {
    InvalidLength: gettext_lazy("un SIREN compte neuf chiffres"),
    InvalidFormat: gettext_lazy("un SIREN ne compte que des chiffres"),
    InvalidChecksum: gettext_lazy("sa clé est fausse : un chiffre est sans doute mal tapé"),
}


def compacter(texte: str) -> str:
    """Return what was typed without spaces nor dots."""
    return "".join(c for c in texte if not c.isspace() and c not in ".-\u200b\ufeff")


def faute_de_siren(siren: str) -> str:
    """Return why this is not a SIREN, with the likely repair when there is one; empty when it is one."""
    if not siren.isascii() or not siren.isdigit():
        return str(RAISONS[InvalidFormat])
    if len(siren) == LONGUEUR_SIRET and stdnum_siren.is_valid(siren[:LONGUEUR]):
        return _("c’est un SIRET : son SIREN est %(siren)s") % {"siren": siren[:LONGUEUR]}
    if len(siren) < LONGUEUR and stdnum_siren.is_valid(siren.zfill(LONGUEUR)):
        return _("il manque des zéros au début : sans doute %(siren)s") % {"siren": siren.zfill(LONGUEUR)}
    try:
        stdnum_siren.validate(siren)
    except StdnumError as erreur:
        return str(RAISONS[type(erreur)])
    return ""
