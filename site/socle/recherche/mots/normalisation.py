"""Text as the site searches it: no accents, no case, no ligatures, single spaces."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"})


def normaliser(texte: str) -> str:
    """Return `texte` in lower case, without accents nor punctuation, words separated by one space."""
    decompose = unicodedata.normalize("NFKD", texte.lower().translate(_LIGATURES))
    sans_accents = "".join(c for c in decompose if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", sans_accents))
