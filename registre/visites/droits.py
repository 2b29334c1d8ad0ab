"""Who sees who read the reports of visits: the office that follows the coops."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_SUIVRE = ("visites.view_accesaucompterendu",)

DROITS: dict[str, tuple[str, ...]] = {EDITION: (), PUBLICATION: _SUIVRE, ADMINISTRATION: _SUIVRE}
