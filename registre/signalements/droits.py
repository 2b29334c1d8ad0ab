"""Who reads and answers reports: those who answer for the register. Nobody adds nor deletes one by a form."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_REPONDRE = (
    "signalements.view_signalementderreur",
    "signalements.change_signalementderreur",
    "signalements.change_reglagesdessignalements",
)

DROITS: dict[str, tuple[str, ...]] = {EDITION: (), PUBLICATION: _REPONDRE, ADMINISTRATION: _REPONDRE}
