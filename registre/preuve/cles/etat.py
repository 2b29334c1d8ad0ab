"""What the administrator is told of the keys of this machine."""

from django.utils.translation import gettext as _

from registre.preuve.cles.cle import Usage
from registre.preuve.cles.trousseau import CleIllisible, signataire_ou_raison


def etat_des_cles() -> str:
    """Return one line for `/sante/pret`: which uses can sign, and which cannot."""
    manques = cles_manquantes()
    return " ; ".join(manques) or _("en place")


def cles_manquantes() -> list[str]:
    """Return a sentence per use that cannot sign on this machine; none when all can."""
    return [phrase for usage in Usage if (phrase := _manque(usage))]


def _manque(usage: Usage) -> str:
    try:
        signe = signataire_ou_raison(usage)
    except CleIllisible:
        return _("clé « %s » illisible") % usage
    return "" if signe else _("clé « %s » absente") % usage
