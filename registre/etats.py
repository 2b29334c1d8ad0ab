"""States and statuses of the label's course, and the named sets the rest of the room uses.

An `Etat` is a human decision, stored on a candidature. A `Statut` is what the public reads of a coop on a day, derived
from dates and never stored as a fact. An `Operation` is a verb of the journal.
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
    ANNULEE = "annulee", _("annulée")


EN_INSTRUCTION = frozenset({Etat.DEPOSEE, Etat.A_COMPLETER, Etat.COMPLETE})
OUVERTS = EN_INSTRUCTION | {Etat.ADMISSIBLE}
CLOS = frozenset(Etat) - OUVERTS  # an annulled one never was: no rule reads it


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
    ABSORBEE = "absorbee", _("clos par absorption")


class NaturePoint(models.TextChoices):
    """What is held along the way."""

    POINT_ETAPE = "point_etape", _("point d'étape")
    VISITE = "visite", _("visite")
    MI_PARCOURS = "mi_parcours", _("point à mi-parcours")


class SortDeLaSuspension(models.TextChoices):
    """What a renewal decides of the suspension of the label it follows: it never ends by itself."""

    REPORTEE = "reportee", _("reportée sur le label renouvelé")
    LEVEE = "levee", _("levée le jour du renouvellement")


# What a suspension became before the journal held facts: nothing was said, it stayed on the label it was decided about.
# Written by the migration alone, offered to nobody.
SORT_NON_DIT = "non_dit"


class SortDuLabel(models.TextChoices):
    """What becomes of the label of a coop that another absorbs."""

    TRANSFERE = "transfere", _("repris par la coopérative absorbante, sous un nouveau numéro")
    CLOS = "clos", _("clos le jour de l'absorption")


class Operation(models.TextChoices):
    """The verbs of the journal: one per function of `registre.operations`."""

    DEPOSER = "deposer", _("dépôt")
    DEMANDER_COMPLEMENT = "demander_complement", _("demande de complément")
    DECLARER_COMPLETE = "declarer_complete", _("dossier déclaré complet")
    DECLARER_ADMISSIBLE = "declarer_admissible", _("candidature déclarée admissible")
    REFUSER = "refuser", _("refus")
    ABANDONNER = "abandonner", _("abandon")
    CONSIGNER_POINT_ETAPE = "consigner_point_etape", _("point d'étape tenu")
    CONSIGNER_VISITE = "consigner_visite", _("visite effectuée")
    DISPENSER = "dispenser", _("dispense d’un point")
    ACCORDER_LABEL = "accorder_label", _("octroi du label")
    SUSPENDRE = "suspendre", _("suspension du label")
    LEVER_SUSPENSION = "lever_suspension", _("levée de la suspension")
    RETIRER = "retirer", _("retrait du label")
    DEPOSER_RENOUVELLEMENT = "deposer_renouvellement", _("dépôt du renouvellement")
    RENOUVELER = "renouveler", _("renouvellement du label")
    INSCRIRE = "inscrire", _("inscription au registre")
    RENOMMER = "renommer", _("changement de nom")
    DEMENAGER = "demenager", _("déménagement du siège")
    CHANGER_SIREN = "changer_siren", _("changement de SIREN")
    TRANSFORMER = "transformer", _("changement de forme juridique")
    QUITTER = "quitter", _("départ de la Fédération")
    REVENIR = "revenir", _("retour dans la Fédération")
    ABSORBER = "absorber", _("absorption d'une coopérative")
    ETRE_ABSORBEE = "etre_absorbee", _("absorption par une autre coopérative")
    CORRIGER = "corriger", _("correction")
    CORRIGER_MOTIF = "corriger_motif", _("correction d'un motif")
    ANNULER = "annuler", _("annulation")


# What says something of another event, instead of adding a fact of its own.
SUR_UN_EVENEMENT = frozenset({Operation.CORRIGER, Operation.CORRIGER_MOTIF, Operation.ANNULER})
DEPOTS = frozenset({Operation.DEPOSER, Operation.DEPOSER_RENOUVELLEMENT})
OCTROIS = frozenset({Operation.ACCORDER_LABEL, Operation.RENOUVELER})
POINTS = frozenset({Operation.CONSIGNER_POINT_ETAPE, Operation.CONSIGNER_VISITE})
CHANGEMENTS_D_IDENTITE = frozenset(
    {Operation.RENOMMER, Operation.DEMENAGER, Operation.CHANGER_SIREN, Operation.TRANSFORMER}
)
ADHESIONS = frozenset({Operation.QUITTER, Operation.REVENIR})
# What the committee decides: recorded with the session held that day, when there is one.
DU_COMITE = frozenset(
    {
        Operation.DECLARER_COMPLETE,
        Operation.DECLARER_ADMISSIBLE,
        Operation.REFUSER,
        Operation.DISPENSER,
        Operation.ACCORDER_LABEL,
        Operation.RENOUVELER,
        Operation.SUSPENDRE,
        Operation.LEVER_SUSPENSION,
        Operation.RETIRER,
    }
)
# What the public reads of, and so of its corrections.
PUBLIQUES = (
    OCTROIS
    | POINTS
    | CHANGEMENTS_D_IDENTITE
    | ADHESIONS
    | {
        Operation.DECLARER_ADMISSIBLE,
        Operation.DISPENSER,
        Operation.SUSPENDRE,
        Operation.LEVER_SUSPENSION,
        Operation.RETIRER,
        Operation.INSCRIRE,
        Operation.ABSORBER,
        Operation.ETRE_ABSORBEE,
    }
)
# What is between the coop and the Federation.
INTERNES = DEPOTS | {
    Operation.DEMANDER_COMPLEMENT,
    Operation.DECLARER_COMPLETE,
    Operation.REFUSER,
    Operation.ABANDONNER,
}
