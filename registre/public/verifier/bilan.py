"""A verified list in figures: how many lines of each answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registre.public.liste.phrases import TITRES_DE_STATUT
from registre.public.verifier.verification import LigneVerifiee

INCONNU, INVALIDE = "inconnu", "invalide"
MOTS: dict[str, Promise | str] = {
    **TITRES_DE_STATUT,
    INCONNU: _("Inconnu de la Fédération"),
    INVALIDE: _("SIREN invalide"),
}
# What is not a status is drawn as the one it is nearest to.
DESSINS = {INCONNU: "aucun", INVALIDE: "retiree"}


@dataclass(frozen=True)
class Compte:
    """So many lines with this answer; `classe` is the shape it is drawn with."""

    mots: str
    classe: str
    nombre: int


def bilan(lignes: Sequence[LigneVerifiee]) -> list[Compte]:
    """Return how many lines have each answer, in the order of statuses; those that none has are left out."""
    nombres = Counter(ligne.resultat for ligne in lignes)
    return [Compte(str(mots), DESSINS.get(nom, nom), nombres[nom]) for nom, mots in MOTS.items() if nombres[nom]]
