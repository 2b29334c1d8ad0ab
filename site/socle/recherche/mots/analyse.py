"""PURE. A text as words to search: where each stands, so that the matching passage can be shown as it was written.

An elided article is dropped (l’habitat is found by "habitat"). Two words held by an apostrophe or a hyphen also make
one (Quali’Coop is found by "qualicoop"); so does an acronym with dots. A whole number (`identifiants`) is one more word
of a text, and takes the place of its parts in a question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from socle.recherche.mots.ecritures import ABREGES, SIGLE
from socle.recherche.mots.identifiants import Identifiant, identifiants
from socle.recherche.mots.normalisation import normaliser
from socle.recherche.mots.vides import MOTS_VIDES

LONGUEUR_MOT = 40

# Letters and digits of any script, with what a keyboard or a word processor slips between them.
_INVISIBLES = "\u0300-\u036f\u00ad\u200b-\u200d"
_MOT = re.compile(rf"{SIGLE}|(?:[^\W_][{_INVISIBLES}]*)+")
_ELISION = re.compile("['’\u02bc]")
_TRAITS = frozenset("'’\u02bc-\u2010\u2011")
ELISIONS = frozenset(
    "l d j m t s c n qu jusqu lorsqu puisqu quoiqu presqu quelqu entr".split()  # noqa: SIM905 - read as a sentence
)


@dataclass(frozen=True)
class Jeton:
    """A word of a text, normalised, with where it begins and ends in the text as written."""

    mot: str
    debut: int
    fin: int
    compose: bool = False


@lru_cache(maxsize=50_000)
def _plier(mot: str) -> str:
    plie = normaliser(mot).replace(" ", "")
    return ABREGES.get(plie, plie)[:LONGUEUR_MOT]


def jetons(texte: str) -> Iterator[Jeton]:
    """Yield the words of a text in order, elided articles left out, each compound after its last part."""
    suite = identifiants(texte)
    entier = next(suite, None)

    precedent: Jeton | None = None
    for trouve in _MOT.finditer(texte):
        mot = _plier(trouve.group())
        if not mot:
            precedent = None
            continue
        if mot in ELISIONS and _ELISION.match(texte, trouve.end()):
            precedent = None
            continue
        jeton = Jeton(mot, *trouve.span())
        yield jeton
        if precedent and texte[precedent.fin : jeton.debut] in _TRAITS:
            yield Jeton((precedent.mot + mot)[:LONGUEUR_MOT], precedent.debut, jeton.fin, compose=True)
        if entier and entier.fin <= jeton.fin:
            if entier.mot != mot:
                yield Jeton(entier.mot, entier.debut, entier.fin, compose=True)
            entier = next(suite, None)
        precedent = jeton


def mots(texte: str) -> list[str]:
    """Return the words that a text is found by, compounds included, in order and as often as they come."""
    return [jeton.mot for jeton in jetons(texte)]


def mots_demandes(texte: str) -> list[str]:
    """Return the words of a question, each once, in order, without the empty ones unless there is nothing else."""
    entiers = tuple(identifiants(texte))
    simples = (jeton for jeton in jetons(texte) if not jeton.compose)
    tous = list(dict.fromkeys(_entier_ou_mot(jeton, entiers) for jeton in simples))
    return [mot for mot in tous if mot not in MOTS_VIDES] or tous


def _entier_ou_mot(jeton: Jeton, entiers: tuple[Identifiant, ...]) -> str:
    """The whole number that this word is a part of, or the word."""
    dedans = (entier for entier in entiers if entier.debut <= jeton.debut and jeton.fin <= entier.fin)
    return next((entier.mot for entier in dedans), jeton.mot)
