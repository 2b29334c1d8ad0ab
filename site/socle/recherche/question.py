"""PURE. A question as terms to find, each with what may stand for it.

A term is found when one of its ways is; a way is found when all of its atoms are; an atom is a stem, or the beginning
of a word. All the terms must be found.
"""

from dataclasses import dataclass

from socle.recherche.mots.analyse import LONGUEUR_MOT, mots_demandes
from socle.recherche.mots.racines import racine
from socle.recherche.mots.synonymes import Dictionnaire

LONGUEUR_MAXIMUM = 200  # characters read of a question: nobody types more on purpose
TERMES_MAXIMUM = 10
DEBUT_MINIMUM = 2  # letters before a word is completed


@dataclass(frozen=True)
class Atome:
    """One thing to look up among the known words: a stem, or a beginning when `debut` is true."""

    texte: str
    debut: bool = False


Voie = tuple[Atome, ...]


@dataclass(frozen=True)
class Terme:
    """What was typed, one word or an expression with synonyms, and every way to find it."""

    mots: tuple[str, ...]
    voies: tuple[Voie, ...]

    @property
    def atomes(self) -> set[Atome]:
        """All that must be looked up."""
        return {atome for voie in self.voies for atome in voie}


def lire(texte: str, dictionnaire: Dictionnaire, *, completer: bool = False) -> tuple[Terme, ...]:
    """Return the terms of a question, none when it holds no letter nor digit. Any text is a question.

    With `completer`, its last word may be unfinished.
    """
    mots = mots_demandes(_borner(texte))[:TERMES_MAXIMUM]
    racines = [racine(mot) for mot in mots]
    termes = []

    place = 0
    while place < len(mots):
        longueur, autres = dictionnaire.a_cette_place(racines, place)
        fin = place + longueur
        voies: list[Voie] = [tuple(Atome(r) for r in racines[place:fin])]
        voies += [tuple(Atome(r) for r in autre) for autre in autres]
        if longueur == 1:
            voies += _soudures(mots, place)
        if completer and fin == len(mots) and len(mots[-1]) >= DEBUT_MINIMUM:
            voies.append((*voies[0][:-1], Atome(mots[-1], debut=True)))
        termes.append(Terme(tuple(mots[place:fin]), tuple(dict.fromkeys(voies))))
        place = fin

    return tuple(termes)


def _borner(texte: str) -> str:
    """The beginning of a text too long to be a question, cut between words when it has any."""
    if len(texte) <= LONGUEUR_MAXIMUM:
        return texte
    debut = texte[:LONGUEUR_MAXIMUM]
    return debut.rpartition(" ")[0] or debut


def _soudures(mots: list[str], place: int) -> list[Voie]:
    """The word joined with the one before and the one after: "quali coop" is written Qualicoop by some."""
    paires = [mots[debut : debut + 2] for debut in (place - 1, place) if debut >= 0]
    soudes = ["".join(paire) for paire in paires if len(paire) > 1]
    return [(Atome(racine(soude)),) for soude in soudes if len(soude) <= LONGUEUR_MOT]
