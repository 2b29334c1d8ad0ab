"""Engagements as choices of a facet, by axis: the register and the library offer the same ones."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from registre.engagements.en_vigueur import EngagementDeLEdition, EngagementsDeLEdition
from socle.liste.choix import Choix


@dataclass(frozen=True)
class AxeAuChoix:
    """An axis and its engagements, as choices; `classe` gives its colour."""

    classe: str
    titre: str
    engagements: tuple[Choix, ...]

    @property
    def utiles(self) -> tuple[Choix, ...]:
        """Those that would show something, and those chosen."""
        return tuple(choix for choix in self.engagements if choix.nombre or choix.choisi)


def choix_par_axe(
    edition: EngagementsDeLEdition,
    nombres: Mapping[int, int],
    choisis: Collection[int],
    libelle: Callable[[EngagementDeLEdition], str],
) -> tuple[AxeAuChoix, ...]:
    """Return every engagement of the edition as a choice, axis by axis; `nombres` says what each would show."""

    def choix(engagement: EngagementDeLEdition) -> Choix:
        numero = engagement.numero
        return Choix(str(numero), libelle(engagement), nombres.get(numero, 0), numero in choisis)

    return tuple(
        AxeAuChoix(f"axe-{axe}", titre, tuple(choix(e) for e in edition.engagements if e.axe == axe))
        for axe, titre in edition.axes.items()
    )
