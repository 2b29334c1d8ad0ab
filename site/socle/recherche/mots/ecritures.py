"""PURE. A name as people write it: an acronym with or without its dots, "st" for "saint", in one piece or in two."""

import re
from itertools import pairwise

from socle.recherche.mots.normalisation import normaliser

# Two letters at least, a dot after each but perhaps the last: H.L.M., S.C.I.C, never the end of a sentence.
SIGLE = r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?"
ABREGES = {"st": "saint", "ste": "sainte"}
ACCORDE = 5  # letters before a word is held to have a feminine or a plural
_SIGLE = re.compile(SIGLE)
_BOSSE = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_COURTS = {long: court for court, long in ABREGES.items()} | ABREGES


def sans_points(texte: str) -> str:
    """Return the text with its acronyms in one piece: "S.C.I.C. H.L.M." is "SCIC HLM"."""
    return _SIGLE.sub(lambda sigle: sigle[0].replace(".", ""), texte)


def accords(mot: str) -> tuple[str, ...]:
    """Return the word in the masculine, the feminine and their plurals, as far as a last letter says them.

    Short words and numbers are left alone: "usagère" is "usager" too, "brs" is not "br".
    """
    if len(mot) < ACCORDE or not mot.isalpha():
        return (mot,)
    radical = mot.removesuffix("s").removesuffix("e")
    return tuple(radical + fin for fin in ("", "s", "e", "es"))


def ecritures(nom: str) -> set[str]:
    """Return the words a name may be searched by: its own, and those of its other writings.

    Two words that follow each other also make one ("macoop" for Ma Coop), and one with a capital inside also makes two.
    """
    mots = normaliser(sans_points(nom)).split()
    autres = {_COURTS[mot] for mot in mots if mot in _COURTS}
    soudes = {premier + second for premier, second in pairwise(mots)}
    coupes = set(normaliser(_BOSSE.sub(" ", nom)).split())
    return {*normaliser(nom).split(), *mots, *autres, *soudes, *coupes}
