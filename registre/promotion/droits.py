"""Who may see what coops declare: every editor, and nobody rewrites it in the admin. It is the coops' own word."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_LIRE = ("promotion.view_deploiement", "promotion.view_affichage")

DROITS = {EDITION: _LIRE, PUBLICATION: _LIRE, ADMINISTRATION: _LIRE}
