"""Who does what of a session. The office prepares it, the committee's secretary decides, members read theirs."""

from typing import Any

from registre.droits import DECIDER, INSTRUIRE
from socle.droits import ADMINISTRATION, COMITE, EDITION, PUBLICATION

SIEGER = "comite.sieger"

_PREPARER = (
    "comite.view_membreducomite",
    "comite.view_regledequorum",
    "comite.view_accesaudossier",
)
_REGLER = tuple(
    f"comite.{action}_{modele}" for action in ("add", "change") for modele in ("membreducomite", "regledequorum")
)

DROITS: dict[str, tuple[str, ...]] = {
    EDITION: (),
    PUBLICATION: _PREPARER,
    ADMINISTRATION: (*_PREPARER, *_REGLER),
    COMITE: (SIEGER, "registre.view_seancecomite"),
}


def prepare(user: Any) -> bool:
    """Whether this account prepares sessions: agenda, sending, presences. Whoever decides does too."""
    return user.is_authenticated and (user.has_perm(INSTRUIRE) or user.has_perm(DECIDER))


def decide(user: Any) -> bool:
    """Whether this account records the committee's decisions, and locks the minutes."""
    return user.is_authenticated and user.has_perm(DECIDER)
