"""Whether a value has come to its target. Pure."""

from decimal import Decimal


def atteinte(sens: str, valeur: Decimal | None, cible: Decimal | None) -> bool | None:
    """Return whether `valeur` is at `cible` or beyond it the right way; None while one of the two is missing.

    `sens` is one of `registre.models.indicateur.Sens`: what is to be kept is reached by the very value aimed at.
    """
    if valeur is None or cible is None:
        return None
    if sens == "hausse":
        return valeur >= cible
    return valeur <= cible if sens == "baisse" else valeur == cible
