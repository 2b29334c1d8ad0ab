"""The tiles of the public log as the database keeps them: full ones whole, the last of each level from what is below.

A tree of 100,000 leaves has three levels: whatever is asked of it reads some six rows.
"""

from collections.abc import Sequence

from registre.preuve.journal_public.arbre import HAUTEUR, LARGEUR
from registre.preuve.models import FeuilleDuJournal, TuileDuJournal

OCTETS = 32


def taille() -> int:
    """Return how many leaves the log has. One query."""
    derniere = FeuilleDuJournal.objects.order_by("-indice").values_list("indice", flat=True).first()
    return 0 if derniere is None else derniere + 1


class TuilesGardees:
    """Reads tiles of a log that has `taille` leaves now, each once and in one query."""

    def __init__(self, taille: int) -> None:
        self.taille = taille
        self.lues: dict[tuple[int, int], list[bytes]] = {}

    def hachages(self, niveau: int, tuile: int) -> Sequence[bytes]:
        """Return the hashes of a tile, as many as there are yet."""
        place = niveau, tuile
        if place not in self.lues:
            est_pleine = (tuile + 1) << (HAUTEUR * (niveau + 1)) <= self.taille
            self.lues[place] = pleine(niveau, tuile) if est_pleine else partielle(niveau, tuile)
        return self.lues[place]


def pleine(niveau: int, tuile: int) -> list[bytes]:
    """Return the 256 hashes of a full tile, none when it is not full."""
    lue = TuileDuJournal.objects.filter(niveau=niveau, indice=tuile).values_list("hachages", flat=True).first()
    octets = bytes(lue) if lue is not None else b""
    return [octets[debut : debut + OCTETS] for debut in range(0, len(octets), OCTETS)]


def partielle(niveau: int, tuile: int) -> list[bytes]:
    """Return the hashes that a tile has so far: leaves at level 0, roots of full tiles above."""
    debut, fin = tuile * LARGEUR, (tuile + 1) * LARGEUR
    if niveau == 0:
        feuilles = FeuilleDuJournal.objects.filter(indice__gte=debut, indice__lt=fin).order_by("indice")
        return [bytes(hachage) for hachage in feuilles.values_list("hachage", flat=True)]

    dessous = TuileDuJournal.objects.filter(niveau=niveau - 1, indice__gte=debut, indice__lt=fin).order_by("indice")
    return [bytes(racine) for racine in dessous.values_list("racine", flat=True)]


def entrees(tuile: int, largeur: int) -> list[bytes]:
    """Return the leaves of a bundle, `largeur` at most, each as it was hashed."""
    debut = tuile * LARGEUR
    lues = FeuilleDuJournal.objects.filter(indice__gte=debut, indice__lt=debut + largeur).order_by("indice")
    return [contenu.encode() for contenu in lues.values_list("contenu", flat=True)]
