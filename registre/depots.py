"""What a coop may file today, from its history: the same answer in the admin and in the coop's own space."""

from django.utils import timezone
from django.utils.translation import gettext as _

from registre.etats import Operation
from registre.journal.histoire import Histoire
from socle.templatetags.typographie import en_toutes_lettres


def depot_attendu(histoire: Histoire) -> Operation:
    """Return what the coop files next: a candidature, or the renewal of its last label while nobody withdrew it."""
    dernier = histoire.dernier_label
    fini = dernier is None or (dernier.retire_le is not None and dernier.retire_le <= timezone.localdate())
    return Operation.DEPOSER if fini else Operation.DEPOSER_RENOUVELLEMENT


def sur_depot(histoire: Histoire) -> str:
    """Why nothing can be filed for a coop."""
    if histoire.absorbee is not None:
        return _("la coopérative a été absorbée")
    ouvert = histoire.dossier_ouvert
    if ouvert is None:
        return ""
    return _("une candidature est en cours depuis le %(le)s") % {"le": en_toutes_lettres(ouvert.deposee_le)}
