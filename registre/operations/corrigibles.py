"""What a correction may change of each event, and why it leaves the rest as it is (docs/decisions/0026).

Every fact that a charge holds is in one of the two tables: `tests/registre/test_branchement.py` names the missing one.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registre.etats import DEPOTS, POINTS, Operation
from registre.journal.charges import (
    Absorption,
    AbsorptionSubie,
    ChangementDIdentite,
    Charge,
    DecisionSurDossier,
    DecisionSurLabel,
    Depot,
    Dispense,
    Inscription,
    Octroi,
    Point,
)
from registre.models.cooperative import ADHESION, IDENTITE

# Beside the day, by operation: the names are those of the event's charge.
CHAMPS_CORRIGIBLES: dict[Operation, tuple[str, ...]] = {
    Operation.ACCORDER_LABEL: ("valide_jusqu_au",),
    Operation.RENOUVELER: ("valide_jusqu_au", "suspension"),
    **dict.fromkeys(DEPOTS, ("engagements",)),
    **dict.fromkeys(POINTS, ("releves",)),
    Operation.RENOMMER: ("nom", "nom_usuel", "sigle"),
    Operation.DEMENAGER: ("commune", "code_departement"),
    Operation.CHANGER_SIREN: ("siren",),
    Operation.TRANSFORMER: ("forme_juridique",),
    Operation.INSCRIRE: (*IDENTITE, *ADHESION),
}

ABSORPTION_FIXE = _("Une absorption ne se déplace pas : annulez-la, puis consignez-la à son jour.")
_AUTRE_DOSSIER = _("Une décision est celle d’un dossier : annulez-la, puis consignez-la sur le bon.")
_AUTRE_EDITION = _("Un dossier est jugé par l’édition de son dépôt : annulez le dépôt, puis déposez à nouveau.")
_AUTRE_POINT = _("Un autre point est une autre décision : annulez celui-ci, puis consignez l’autre.")
_AUTRE_DISPENSE = _("La dispense d’un autre point est une autre décision : annulez celle-ci, puis décidez l’autre.")
_AUTRE_CHANGEMENT = _("Un autre changement est une autre décision : consignez-le à part.")

# What no correction changes, by kind of charge: the sentence is for who asks.
INCORRIGIBLES: dict[type[Charge], dict[str, str | Promise]] = {
    Inscription: {"inconnu": _("Ce que le registre ne pouvait pas savoir a été dit une fois pour toutes.")},
    ChangementDIdentite: dict.fromkeys(ChangementDIdentite.model_fields, _AUTRE_CHANGEMENT),
    Depot: {
        "referentiel": _AUTRE_EDITION,
        "regles": _AUTRE_EDITION,
        "cycle": _("Le cycle suit de l’ordre des dépôts."),
        "renouvelle": _(
            "Le label renouvelé est le dernier de la coopérative : annulez le dépôt, puis déposez à nouveau."
        ),
    },
    DecisionSurDossier: {"dossier": _AUTRE_DOSSIER},
    Point: {"dossier": _AUTRE_DOSSIER, "nature": _AUTRE_POINT, "mois": _AUTRE_POINT},
    Dispense: {"dossier": _AUTRE_DOSSIER, "nature": _AUTRE_DISPENSE, "mois": _AUTRE_DISPENSE},
    Octroi: {
        "dossier": _AUTRE_DOSSIER,
        "numero": _("Un numéro donné ne change jamais : si l’octroi est une erreur, annulez-le."),
        "valide_du": _("Le début suit du jour de la décision, ou de la fin du label renouvelé : corrigez ce jour."),
        "engagements": _("Les engagements du label sont ceux du dossier, dans les mots du jour de l’octroi."),
        "suspension": _("Seul un renouvellement décide d’une suspension."),
    },
    DecisionSurLabel: {
        "numero": _("Une décision est celle d’un label : annulez-la, puis consignez-la sur le bon."),
        "seul": _("Ce qui vient de l’ancien registre s’annule, et ne se corrige pas."),
    },
    Absorption: dict.fromkeys(Absorption.model_fields, ABSORPTION_FIXE),
    AbsorptionSubie: dict.fromkeys(AbsorptionSubie.model_fields, ABSORPTION_FIXE),
}
