"""The administrator's home says which key this machine lacks, and what goes unsigned meanwhile."""

from django.utils.translation import gettext as _

from registre.preuve.cles.etat import cles_manquantes
from socle.administration.attente import Attente, Partie, TravailEnAttente


def cles_en_attente(attente: Attente) -> list[Partie]:
    """Return what to do about keys, for the accounts that administer the site; nobody else could."""
    if not attente.compte.is_superuser:
        return []

    lignes = [
        TravailEnAttente(titre=manque, nature=_("voir docs/operations.md"), langue="", adresse=None, depuis=None)
        for manque in cles_manquantes()
    ]
    return [Partie(_("Clés de signature : sans elles, les badges n’ont pas de justificatif"), lignes)]
