"""What an import did, or would do; and the one lot it does it in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registre.ecriture import Lot, lot
from registre.imports.avancement import Avancement
from socle.cache.purge import groupee
from socle.tableaux.fautes import FauteDuTableau, TableauRefuse


@dataclass
class BilanDImport:
    """Names of what was added and changed, how many were already as the file says, and what is refused."""

    ajouts: list[str] = field(default_factory=list)
    changements: list[str] = field(default_factory=list)
    inchanges: int = 0
    fautes: list[FauteDuTableau] = field(default_factory=list)

    def refuser(self, ligne: int, colonne: str, *messages: str) -> None:
        """Add what is wrong in this column of this line."""
        self.fautes += [FauteDuTableau(ligne, colonne, message) for message in messages]

    def phrases(self) -> list[str]:
        """Return the account, in French."""
        lignes = [_("Ajout : %(nom)s") % {"nom": nom} for nom in self.ajouts] + [
            _("Modification : %(nom)s") % {"nom": nom} for nom in self.changements
        ]
        return [*lignes, self.total]

    @property
    def total(self) -> str:
        """How many of each, in French."""
        ajouts, changements, inchanges = len(self.ajouts), len(self.changements), self.inchanges
        parts = (
            ngettext("%(n)s ajout", "%(n)s ajouts", ajouts) % {"n": ajouts},
            ngettext("%(n)s modification", "%(n)s modifications", changements) % {"n": changements},
            ngettext("%(n)s inchangé", "%(n)s inchangés", inchanges) % {"n": inchanges},
        )
        return f"{', '.join(parts)}."


@contextmanager
def tout_ou_rien(bilan: BilanDImport, suivi: Avancement, *, simulation: bool) -> Iterator[Lot]:
    """Open the lot that an import is judged in. Written when nothing was refused; then undone if it is a simulation.

    Raises `TableauRefuse` before anything is written when something was.
    """
    with transaction.atomic(), groupee():
        with lot() as ecriture:
            yield ecriture
            if bilan.fautes:
                raise TableauRefuse(bilan.fautes)
            ecriture.suivre = suivi.suivre

        if simulation:
            transaction.set_rollback(True)
