"""Who reads appeals in the admin: who answers for the register. Nobody writes one there by a form."""

from registre.droits import DECIDER, INSTRUIRE
from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_LIRE = ("recours.view_recoursdecooperative",)

INSCRIRE = INSTRUIRE  # to which session it goes
TRANCHER = DECIDER  # what the committee answered

DROITS: dict[str, tuple[str, ...]] = {
    EDITION: (),
    PUBLICATION: _LIRE,
    ADMINISTRATION: (*_LIRE, "recours.change_reglagesdesrecours"),
}
