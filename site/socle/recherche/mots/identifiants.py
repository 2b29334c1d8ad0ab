"""PURE. Numbers that are one word whatever stands between their parts: a label's (QC-2026-0001), a SIREN.

A SIRET is read as the SIREN it begins with.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ENTRE = r"[ \u00a0\u202f.\-\u2010\u2011\u2013]?"
_NUMEROS = re.compile(
    rf"(?<![^\W_])(?:(?P<label>qc{_ENTRE}\d{{4}}{_ENTRE}\d{{4,6}})"
    rf"|(?P<siren>\d{{3}}{_ENTRE}\d{{3}}{_ENTRE}\d{{3}})(?:{_ENTRE}\d{{5}})?)(?![^\W_])",
    re.IGNORECASE | re.ASCII,
)
_LABEL = re.compile(r"qc\d{8,10}")


class Identifiant(NamedTuple):
    """A number as the index writes it, in one word, and where it stands in the text."""

    mot: str
    debut: int
    fin: int


def identifiants(texte: str) -> Iterator[Identifiant]:
    """Yield the whole numbers of a text, in order."""
    for trouve in _NUMEROS.finditer(texte):
        lu = trouve["label"] or trouve["siren"]
        yield Identifiant(re.sub(r"[^a-z0-9]", "", lu.lower()), *trouve.span())


def sans_identifiants(texte: str) -> str:
    """Return the text without its whole numbers."""
    return _NUMEROS.sub(" ", texte)


def est_entier(mot: str) -> bool:
    """Whether a word is a label's whole number: another that begins with it is another label's."""
    return bool(_LABEL.fullmatch(mot))
