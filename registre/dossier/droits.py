"""Who keeps the catalogue of indicators: who answers for the register. Writers of pages read it."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_LIRE = ("dossier.view_indicateurducatalogue",)
_TENIR = (*_LIRE, "dossier.add_indicateurducatalogue", "dossier.change_indicateurducatalogue")

DROITS: dict[str, tuple[str, ...]] = {EDITION: _LIRE, PUBLICATION: _TENIR, ADMINISTRATION: _TENIR}
