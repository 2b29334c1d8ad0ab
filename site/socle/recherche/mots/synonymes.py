"""Expressions that editors say are equivalent, as stems."""

from collections.abc import Iterable
from dataclasses import dataclass

from socle.cadre.memoire import Memoire
from socle.models.recherche import Synonyme
from socle.recherche.mots.analyse import mots_demandes
from socle.recherche.mots.racines import racine

Expression = tuple[str, ...]


@dataclass(frozen=True)
class Dictionnaire:
    """What each expression may be replaced with. Expressions are tuples of stems, empty words left out."""

    autres: dict[Expression, tuple[Expression, ...]]
    plus_longue: int

    def a_cette_place(self, racines: list[str], debut: int) -> tuple[int, tuple[Expression, ...]]:
        """Return how many stems from `debut` make a known expression, the longest first, and what means the same."""
        for longueur in range(min(self.plus_longue, len(racines) - debut), 0, -1):
            if trouvees := self.autres.get(tuple(racines[debut : debut + longueur])):
                return longueur, trouvees
        return 1, ()


_memoire: Memoire[None, Dictionnaire] = Memoire()


def lire_dictionnaire() -> Dictionnaire:
    """Return the editors' synonyms. One query, a short one while nobody changes them: shared, read only."""
    return _memoire.retrouver(None, _lire)


def _lire() -> Dictionnaire:
    return dictionnaire(synonyme.lignes for synonyme in Synonyme.objects.order_by("pk"))


def dictionnaire(groupes: Iterable[list[str]]) -> Dictionnaire:
    """Build the dictionary of these groups of expressions."""
    autres: dict[Expression, tuple[Expression, ...]] = {}
    for groupe in groupes:
        expressions = [expression for ligne in groupe if (expression := _expression(ligne))]
        for expression in expressions:
            suite = (*autres.get(expression, ()), *(e for e in expressions if e != expression))
            autres[expression] = tuple(dict.fromkeys(suite))
    return Dictionnaire(autres, max(map(len, autres), default=0))


def _expression(ligne: str) -> Expression:
    return tuple(racine(mot) for mot in mots_demandes(ligne))
