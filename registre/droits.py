"""Who may do what in the register."""

from typing import Any

from registre.models import Membre, Operation
from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

INSTRUIRE = "registre.instruire_candidature"
DECIDER = "registre.decider_label"

# Each operation by name, so that a new one is nobody's until somebody says whose it is. A file that arrives, whether it
# is complete, a point held, who a coop is and where: the office records what it is told. Judging a candidature and
# granting, holding back or ending a label are the committee's decisions; so is what changes a fact already recorded (a
# mistake put right changes what was said in public), and what moves a label or a page to another coop or SIREN.
DROIT: dict[Operation, str] = {
    Operation.DEPOSER: INSTRUIRE,
    Operation.DEPOSER_RENOUVELLEMENT: INSTRUIRE,
    Operation.DEMANDER_COMPLEMENT: INSTRUIRE,
    Operation.DECLARER_COMPLETE: INSTRUIRE,
    Operation.ABANDONNER: INSTRUIRE,
    Operation.CONSIGNER_POINT_ETAPE: INSTRUIRE,
    Operation.CONSIGNER_VISITE: INSTRUIRE,
    Operation.INSCRIRE: INSTRUIRE,
    Operation.RENOMMER: INSTRUIRE,
    Operation.DEMENAGER: INSTRUIRE,
    Operation.TRANSFORMER: INSTRUIRE,
    Operation.QUITTER: INSTRUIRE,
    Operation.REVENIR: INSTRUIRE,
    Operation.DECLARER_ADMISSIBLE: DECIDER,
    Operation.REFUSER: DECIDER,
    Operation.DISPENSER: DECIDER,
    Operation.ACCORDER_LABEL: DECIDER,
    Operation.RENOUVELER: DECIDER,
    Operation.SUSPENDRE: DECIDER,
    Operation.LEVER_SUSPENSION: DECIDER,
    Operation.RETIRER: DECIDER,
    Operation.CHANGER_SIREN: DECIDER,
    Operation.ABSORBER: DECIDER,
    Operation.ETRE_ABSORBEE: DECIDER,
    Operation.CORRIGER: DECIDER,
    Operation.CORRIGER_MOTIF: DECIDER,
    Operation.ANNULER: DECIDER,
}


def peut(user: Any, operation: Operation) -> bool:
    """Whether this account may carry out the operation. Anonymous first, then the permission its kind asks for."""
    return user.is_authenticated and user.has_perm(DROIT[operation])


def depose_pour_sa_coop(membre: Membre) -> bool:
    """Whether this member files, or withdraws, their coop's dossier: all write it, a référent commits it."""
    return membre.est_referent


_LIRE = tuple(
    f"registre.view_{modele}"
    for modele in ("cooperative", "candidature", "label", "evenement", "seancecomite", "signaturemanifeste")
)
_TENIR = tuple(
    f"registre.{action}_{modele}"
    for modele in ("cooperative", "seancecomite", "signaturemanifeste")
    for action in ("add", "change")
)

# What a coop says of itself is editorial: whoever writes pages writes it, and the review publishes it.
_PRESENTER = tuple(f"registre.{action}_presentationcooperative" for action in ("view", "add", "change"))
_PUBLIER = tuple(f"registre.{action}_presentationcooperative" for action in ("publish", "lock", "unlock"))
_RETIRER_DU_TEXTE = ("registre.delete_presentationcooperative",)

_ACCUEILLIR = (
    *(f"registre.{action}_membre" for action in ("view", "change", "delete")),
    *(f"registre.{action}_invitation" for action in ("view", "add", "delete")),
)

DROITS = {
    EDITION: (*_LIRE, *_PRESENTER),
    PUBLICATION: (*_LIRE, *_TENIR, *_PRESENTER, *_PUBLIER, *_ACCUEILLIR, INSTRUIRE),
    ADMINISTRATION: (
        *_LIRE,
        *_TENIR,
        *_PRESENTER,
        *_PUBLIER,
        *_RETIRER_DU_TEXTE,
        *_ACCUEILLIR,
        INSTRUIRE,
        DECIDER,
    ),
}

MODELES_RELUS = ("registre.PresentationCooperative",)
