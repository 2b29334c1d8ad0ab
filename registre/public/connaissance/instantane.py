"""What an export gives, decided at one moment, whatever is written while it is sent.

Rows of the register never change but for their closing, so the list of their keys is a snapshot: it is read first, in
one query, with the few facts that other rows decide; the rows follow, some thousands at a time.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence


class Cles:
    """Lines of whole numbers of the same length, eight bytes each: a hundred thousand hold in a few megabytes."""

    def __init__(self, lignes: Iterable[Sequence[int]], largeur: int) -> None:
        self.largeur = largeur
        self.nombres = array("q")
        for ligne in lignes:
            self.nombres.extend(ligne)

    def __len__(self) -> int:
        return len(self.nombres) // self.largeur

    def par_lots(self, taille: int) -> Iterator[list[tuple[int, ...]]]:
        """Yield the lines in order, `taille` at a time."""
        pas = taille * self.largeur
        for debut in range(0, len(self.nombres), pas):
            nombres = iter(self.nombres[debut : debut + pas])
            yield list(zip(*[nombres] * self.largeur, strict=True))
