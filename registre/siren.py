"""PURE. A SIREN as people type it, whether it is one, and what is wrong with it in words."""

import unicodedata

from django.utils.translation import gettext as _
from stdnum.fr import siren as stdnum_siren

LONGUEUR, LONGUEUR_SIRET = 9, 14


def compacter(texte: str) -> str:
    """Return what was typed or pasted without spaces, dots, dashes nor signs that do not show."""
    return "".join(c for c in texte if not c.isspace() and c not in ".-" and unicodedata.category(c)[0] != "C")


def est_un_siren(siren: str) -> bool:
    """Whether these are nine ASCII digits, the last of which checks the others; nobody bears nine zeros."""
    forme = len(siren) == LONGUEUR and siren.isascii() and siren.isdigit()
    return forme and siren != "0" * LONGUEUR and stdnum_siren.is_valid(siren)


def siren_de_siret(siret: str) -> str:
    """Return the SIREN that a SIRET begins with; empty for anything else."""
    return siret[:LONGUEUR] if len(siret) == LONGUEUR_SIRET and est_un_siren(siret[:LONGUEUR]) else ""


def siren_ampute(chiffres: str) -> str:
    """Return the SIREN whose first zeros a spreadsheet took off; empty for anything else."""
    complete = chiffres.zfill(LONGUEUR)
    return complete if len(chiffres) < LONGUEUR and est_un_siren(complete) else ""


def faute_de_siren(siren: str) -> str:
    """Return why this is not a SIREN, with the likely repair when there is one; empty when it is one."""
    if est_un_siren(siren):
        return ""

    contenu, complete = siren_de_siret(siren), siren_ampute(siren)

    if not siren.isascii() or not siren.isdigit():
        faute = _("un SIREN ne compte que des chiffres")
    elif not siren.strip("0"):
        faute = _("aucune entreprise ne porte un numéro fait de zéros")
    elif contenu:
        faute = _("c’est un SIRET : son SIREN est %(siren)s") % {"siren": contenu}
    elif complete:
        faute = _("il manque des zéros au début : sans doute %(siren)s") % {"siren": complete}
    elif len(siren) != LONGUEUR:
        faute = _("un SIREN compte neuf chiffres")
    else:
        faute = _("sa clé est fausse : un chiffre est sans doute mal tapé")

    return faute
