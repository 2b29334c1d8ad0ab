"""Erasing who recorded what: the journal only commits to an account, so it stays whole without it."""

from registre.models import AuteurDEvenement
from socle.models import User


def effacer(compte: User, *, simulation: bool = False) -> int:
    """Forget that this account recorded events, and the salts that could tell; return how many, none the second time.

    With `simulation`, only count.
    """
    signes = AuteurDEvenement.objects.filter(par=compte)
    return signes.count() if simulation else signes.update(par=None, sel="")
