"""What is wrong in a table, by line and column, with what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

FAUTES_DITES = 200
CITES = 60


@dataclass(frozen=True)
class FauteDuTableau:
    """What is wrong: the line of the file (from 1), the column when there is one, and what to do."""

    ligne: int
    colonne: str
    message: str

    def __str__(self) -> str:
        ou = _("ligne %(ligne)s") % {"ligne": self.ligne} + (
            _(", colonne %(colonne)s") % {"colonne": citer(self.colonne)} if self.colonne else ""
        )
        return f"{ou} : {self.message}"


class TableauRefuse(Exception):
    """The file is refused whole; `fautes` has everything found wrong, in the order of the file, and its text the first.

    Two hundred are said: beyond, the file is put right in another way than line by line.
    """

    def __init__(self, fautes: Sequence[FauteDuTableau]) -> None:
        self.fautes = sorted(fautes, key=lambda faute: faute.ligne)
        dites = [str(faute) for faute in self.fautes[:FAUTES_DITES]]
        if autres := len(self.fautes) - len(dites):
            dites.append(_("… et %(nombre)s autres fautes.") % {"nombre": autres})
        super().__init__("\n".join(dites))


def citer(texte: str) -> str:
    """Return the beginning of what was found, fit to show."""
    lisible = "".join(lettre if lettre.isprintable() else " " for lettre in texte[: CITES + 1])
    return lisible if len(texte) <= CITES else f"{lisible[:CITES]}…"
