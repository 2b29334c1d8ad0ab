"""Who may do what in the register."""

from typing import Any

from registre.models import Operation
from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

INSTRUIRE = "registre.instruire_candidature"
DECIDER = "registre.decider_label"

# A file that arrives, whether it is complete, a point held are the office's work; the rest is the committee's decision.
_INSTRUCTION = frozenset(
    {
        Operation.DEPOSER,
        Operation.DEPOSER_RENOUVELLEMENT,
        Operation.DEMANDER_COMPLEMENT,
        Operation.DECLARER_COMPLETE,
        Operation.ABANDONNER,
        Operation.CONSIGNER_POINT_ETAPE,
        Operation.CONSIGNER_VISITE,
    }
)


def peut(user: Any, operation: Operation) -> bool:
    """Whether this account may carry out the operation. Anonymous first, then the permission its kind asks for."""
    if not user.is_authenticated:
        return False
    return user.has_perm(INSTRUIRE if operation in _INSTRUCTION else DECIDER)


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
        *(*_LIRE, *_TENIR, *_PRESENTER, *_PUBLIER, *_RETIRER_DU_TEXTE),
        *(*_ACCUEILLIR, INSTRUIRE, DECIDER),
    ),
}

MODELES_RELUS = ("registre.PresentationCooperative",)
