"""Who reads what was sent, and who writes the words: the office that follows the coops."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_LIRE = ("rappels.view_rappel", "rappels.view_formulederappel")
_ECRIRE = (*_LIRE, "rappels.change_formulederappel")

RENVOYER = "rappels.change_formulederappel"  # whoever answers for the words answers for their sending

DROITS: dict[str, tuple[str, ...]] = {EDITION: (), PUBLICATION: _ECRIRE, ADMINISTRATION: _ECRIRE}
