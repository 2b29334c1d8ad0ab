"""The values of a facet as a page shows them: how many things each would show, chosen or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socle.liste.nombres import en_chiffres


@dataclass(frozen=True)
class Choix:
    """One value of a facet, and how many things it would show."""

    valeur: str
    texte: str
    nombre: int
    choisi: bool

    @property
    def libelle(self) -> str:
        """Its words and its number, "Occitanie (1 250)"."""
        return f"{self.texte} ({en_chiffres(self.nombre)})"


def utiles(textes: Iterable[tuple[str, str]], nombres: Mapping[str, int], choisi: str) -> tuple[Choix, ...]:
    """Return the values that would show something, and the one chosen, in the order of `textes`."""
    return tuple(
        Choix(valeur, texte, nombres.get(valeur, 0), valeur == choisi)
        for valeur, texte in textes
        if nombres.get(valeur) or valeur == choisi
    )
