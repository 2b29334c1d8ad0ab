"""States and statuses of the label's course, and the named sets the rest of the room uses.

An `Etat` is a human decision, stored on a candidature. A `Statut` is what the public reads of a coop on a day, derived
from dates and never stored as a fact.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Etat(models.TextChoices):
    """Where a candidature stands, by decision of the Federation or of its coop."""

    DEPOSEE = "deposee", _("déposée")
    A_COMPLETER = "a_completer", _("à compléter")
    COMPLETE = "complete", _("complète")
    ADMISSIBLE = "admissible", _("admissible")
    LABELLISEE = "labellisee", _("labellisée")
    REFUSEE = "refusee", _("refusée")
    ABANDONNEE = "abandonnee", _("abandonnée")


EN_INSTRUCTION = frozenset({Etat.DEPOSEE, Etat.A_COMPLETER, Etat.COMPLETE})
OUVERTS = EN_INSTRUCTION | {Etat.ADMISSIBLE}
CLOS = frozenset(Etat) - OUVERTS


class Statut(models.TextChoices):
    """What a coop is to the public on a given day. A coop with none of these has no status."""

    LABELLISEE = "labellisee", _("labellisée")
    SUSPENDUE = "suspendue", _("label suspendu")
    EN_RENOUVELLEMENT = "en_renouvellement", _("en renouvellement")
    ENGAGEE = "engagee", _("engagée")
    ECHUE = "echue", _("label échu")
    RETIREE = "retiree", _("label retiré")


AVEC_LABEL = frozenset({Statut.LABELLISEE, Statut.SUSPENDUE})
DANS_LA_DEMARCHE = AVEC_LABEL | {Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT}


class StatutDeLabel(models.TextChoices):
    """What one granted period is on a given day. Same values as `Statut` where they mean the same."""

    A_VENIR = "a_venir", _("à venir")
    LABELLISEE = Statut.LABELLISEE.value, _("en vigueur")
    SUSPENDUE = Statut.SUSPENDUE.value, _("suspendu")
    RETIREE = Statut.RETIREE.value, _("retiré")
    ECHUE = Statut.ECHUE.value, _("échu")
