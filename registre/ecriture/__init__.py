"""Writing the register: one lot at a time, events first thought through, then written with all that follows from them.

`lot()` opens the only transaction that may write facts; `Flux` is a coop's journal within it. Operations say what
happened, nothing else here decides anything.
"""

from registre.ecriture.flux import Flux
from registre.ecriture.lot import Lot, changer_le_public, lot
from registre.ecriture.moment import enregistre_a
from registre.ecriture.refus import OperationRefusee

__all__ = ["Flux", "Lot", "OperationRefusee", "changer_le_public", "enregistre_a", "lot"]
