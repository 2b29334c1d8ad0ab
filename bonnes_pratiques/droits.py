"""What each group of editors may do with what this room adds; pages have their rights from the tree."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_PUBLIER = ("bonnes_pratiques.change_lettredinformation",)

DROITS: dict[str, tuple[str, ...]] = {
    EDITION: (),
    PUBLICATION: _PUBLIER,
    ADMINISTRATION: _PUBLIER,
}
