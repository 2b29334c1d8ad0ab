"""The one scale on which a start, the values read since and a target stand, as its drawing takes them.

The scale goes from the lowest value to the highest, the lower on the left whichever way is better. The three that
matter are named, each at its own height: two that are close never hide each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

BORD = Decimal(3)  # percent left free at each end, for the width of a mark
UN_TIERS, DEUX_TIERS = Decimal(100) / 3, Decimal(200) / 3


@dataclass(frozen=True)
class Marque:
    """A value on the scale: its place, "43.0%", and the side on which its name has the most room."""

    x: str
    ancre: str


@dataclass(frozen=True)
class Echelle:
    """Where each value stands, `releves` in the order of days.."""

    depart: Marque | None
    releves: tuple[Marque, ...]
    cible: Marque | None

    @property
    def dernier(self) -> Marque | None:
        """The value read last, None before any."""
        return self.releves[-1] if self.releves else None

    @property
    def precedents(self) -> tuple[Marque, ...]:
        """The values read before the latest."""
        return self.releves[:-1]

    @property
    def origine(self) -> Marque | None:
        """From where the way done is drawn: the start, or the first value read."""
        return self.depart or (self.releves[0] if self.releves else None)


def echelle(depart: Decimal | None, releves: Iterable[Decimal], cible: Decimal | None) -> Echelle | None:
    """Return the scale of these values; None with fewer than two, which a drawing would tell no better."""
    lues = tuple(releves)
    valeurs = [valeur for valeur in (depart, *lues, cible) if valeur is not None]
    if len(valeurs) < 2:  # noqa: PLR2004 - a scale has two ends
        return None

    bas, haut = min(valeurs), max(valeurs)

    def marque(valeur: Decimal) -> Marque:
        part = (valeur - bas) / (haut - bas) if haut > bas else Decimal("0.5")
        place = BORD + part * (100 - 2 * BORD)
        return Marque(f"{place:.1f}%", _ancre(place))

    return Echelle(
        depart=None if depart is None else marque(depart),
        releves=tuple(marque(valeur) for valeur in lues),
        cible=None if cible is None else marque(cible),
    )


def _ancre(place: Decimal) -> str:
    """A name begins, ends or is centred at its mark: two thirds of the width at least are its own."""
    if place < UN_TIERS:
        return "start"
    return "end" if place > DEUX_TIERS else "middle"
