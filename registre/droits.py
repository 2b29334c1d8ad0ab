"""Who may do what in the register."""

from typing import Any

from registre.models import Operation
from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

INSTRUIRE = "registre.instruire_candidature"
DECIDER = "registre.decider_label"

# Whether a file is complete and a point was held is the office's work; the rest is the committee's decision.
_INSTRUCTION = frozenset(
    {
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

_ACCUEILLIR = (
    *(f"registre.{action}_membre" for action in ("view", "change", "delete")),
    *(f"registre.{action}_invitation" for action in ("view", "add", "delete")),
)

DROITS = {
    EDITION: _LIRE,
    PUBLICATION: (*_LIRE, *_TENIR, *_ACCUEILLIR, INSTRUIRE),
    ADMINISTRATION: (*_LIRE, *_TENIR, *_ACCUEILLIR, INSTRUIRE, DECIDER),
}
