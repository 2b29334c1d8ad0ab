"""Who sees what became of the site's letters, and has one sent again: the office that follows the coops."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

RENVOYER = "courriers.change_courrier"

_SUIVRE = ("courriers.view_courrier", RENVOYER)

DROITS: dict[str, tuple[str, ...]] = {EDITION: (), PUBLICATION: _SUIVRE, ADMINISTRATION: _SUIVRE}
