"""Who reads what coops send in the admin: who answers for the register. Nobody writes it there by a form."""

from registre.droits import INSTRUIRE
from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

LIRE = "suivi.view_pointdecooperative"
LIRE_LES_VISITES = "suivi.view_demandedevisite"
RENVOYER = INSTRUIRE  # a point to its coop
REPONDRE = INSTRUIRE  # to a visit that a coop asks for

_LIRE = (LIRE, LIRE_LES_VISITES)
DROITS: dict[str, tuple[str, ...]] = {EDITION: (), PUBLICATION: _LIRE, ADMINISTRATION: _LIRE}
