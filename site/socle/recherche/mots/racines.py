"""The stem of a French word without accents: what its singular, plural, masculine and feminine have in common."""

from functools import lru_cache
from threading import Lock

import snowballstemmer

_SNOWBALL = snowballstemmer.stemmer("french")
_VERROU = Lock()  # the stemmer keeps the word it works on: one thread at a time

PLUS_COURT = 4  # "brs", "hlm", "axe": as they are, but for an s
IRREGULIERS = {"baux": "bail", "travaux": "travail", "vitraux": "vitrail"}
TELS_QUELS = ("oyer", "oyers")  # "loyer" is not "loi", which Snowball makes of it
# What Snowball leaves apart once the accents are gone, each with what it should have become.
_AVANT = (("ees", "es"), ("ee", "e"))  # engagée
_APRES = (
    ("ager", "ag"),  # usagère, usager
    ("anger", "ang"),  # étrangère
    ("erger", "erg"),  # bergère
    ("eger", "eg"),  # légère
    ("cher", "ch"),  # bouchère
    ("ller", "l"),  # conseillère
    ("iv", "if"),  # active, actif
    ("euv", "euf"),  # neuve, neuf
    ("ier", "i"),  # foncière, foncier
    ("iqu", "ic"),  # publique, public
    ("eux", "eu"),  # jeux
    ("ois", "oi"),  # emplois
)


@lru_cache(maxsize=50_000)
def racine(mot: str) -> str:
    """Return the stem of a normalised word (letters and digits, no accents); never empty for a word that is not."""
    if len(mot) < PLUS_COURT or not mot.isalpha():
        return mot
    if mot.endswith(TELS_QUELS):
        return mot.removesuffix("s")
    prepare = _remplacer_la_fin(IRREGULIERS.get(mot, mot), _AVANT)
    with _VERROU:
        trouvee = _SNOWBALL.stemWord(prepare)
    return _remplacer_la_fin(trouvee, _APRES) or mot


def _remplacer_la_fin(mot: str, regles: tuple[tuple[str, str], ...]) -> str:
    for fin, nouvelle in regles:
        if mot.endswith(fin):
            return mot.removesuffix(fin) + nouvelle
    return mot
