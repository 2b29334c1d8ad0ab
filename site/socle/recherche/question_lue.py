"""A question read against the index: the words that answer each term, and those taken for mistakes."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q

from socle.recherche.mots import vocabulaire
from socle.recherche.mots.identifiants import est_entier
from socle.recherche.mots.synonymes import Dictionnaire, lire_dictionnaire
from socle.recherche.mots.vocabulaire import MotConnu
from socle.recherche.question import Atome, Terme, lire


@dataclass(frozen=True)
class MotCorrige:
    """A word that is nowhere, and the one looked for instead, both normalised."""

    saisi: str
    retenu: str


@dataclass(frozen=True)
class QuestionLue:
    """The terms of the question as they are looked for, once corrected, and the words of the index for each atom."""

    termes: tuple[Terme, ...] = ()
    connus: dict[Atome, tuple[MotConnu, ...]] | None = None
    corrections: tuple[MotCorrige, ...] = ()

    @property
    def atomes(self) -> dict[Atome, tuple[MotConnu, ...]]:
        """The atoms that are known, with their words."""
        return self.connus or {}

    def voies_trouvees(self, terme: Terme) -> list[tuple[Atome, ...]]:
        """The ways of this term whose every atom is a known word."""
        return [voie for voie in terme.voies if all(atome in self.atomes for atome in voie)]

    @property
    def vaine(self) -> bool:
        """Whether a term has no way at all, or there is none."""
        return not self.termes or any(not self.voies_trouvees(terme) for terme in self.termes)


def lire_et_corriger(texte: str, portee: Q, *, completer: bool) -> QuestionLue:
    """Read a question within `portee`, a condition on occurrences.

    A word that is nowhere may be unfinished, or else mistyped by one letter. Three queries, ten when one is nowhere.
    """
    dictionnaire = lire_dictionnaire()
    termes = lire(texte, dictionnaire, completer=completer)
    lecture = _chercher(QuestionLue(termes), termes, portee) if termes else QuestionLue()
    perdus = [terme for terme in termes if not lecture.voies_trouvees(terme) and len(terme.mots) == 1]
    return _corriger(lecture, perdus, dictionnaire, portee) if perdus else lecture


def _chercher(lecture: QuestionLue, termes: Collection[Terme], portee: Q) -> QuestionLue:
    atomes = {atome for terme in termes for atome in terme.atomes}
    return replace(lecture, connus=lecture.atomes | vocabulaire.trouver(atomes, portee)) if atomes else lecture


def _corriger(lecture: QuestionLue, perdus: list[Terme], dictionnaire: Dictionnaire, portee: Q) -> QuestionLue:
    debuts = {
        terme: Terme(terme.mots, ((Atome(terme.mots[0], debut=True),),)) for terme in perdus if _assez_long(terme)
    }
    lecture = _chercher(lecture, debuts.values(), portee)
    remplaces = {terme: debut for terme, debut in debuts.items() if lecture.voies_trouvees(debut)}
    fautes = vocabulaire.plus_proches([t.mots[0] for t in debuts if t not in remplaces], portee)
    corriges = {terme: lire(fautes[terme.mots[0]], dictionnaire)[0] for terme in debuts if terme.mots[0] in fautes}
    lecture = _chercher(lecture, corriges.values(), portee)
    remplaces |= corriges

    return QuestionLue(
        tuple(remplaces.get(terme, terme) for terme in lecture.termes),
        lecture.connus,
        tuple(MotCorrige(terme.mots[0], fautes[terme.mots[0]]) for terme in corriges),
    )


def _assez_long(terme: Terme) -> bool:
    return len(terme.mots[0]) >= vocabulaire.FAUTE_MINIMUM and not est_entier(terme.mots[0])
