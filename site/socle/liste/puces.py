"""The filters in use as chips one can remove, and what an empty result suggests to remove."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from socle.liste.question import Question


@dataclass(frozen=True)
class Puce:
    """A filter in use: its words, and the address of the result without it."""

    texte: str
    sans: str
    nom: str


@dataclass(frozen=True)
class Indice:
    """What an empty result suggests: a filter to drop, what one would then find, and where."""

    texte: str
    combien: str
    adresse: str


def puces(question: Question, mots: Callable[[str, Any], str]) -> list[Puce]:
    """Return the filters in use, in the order of the address; each value of a filter that takes several.

    `mots` says a filter's name and one of its values in words.
    """
    trouvees = []
    for nom in question.actifs:
        for valeur in question.valeurs(nom):
            trouvees.append(Puce(mots(nom, valeur), question.sans(nom, valeur).adresse, nom))
    return trouvees
