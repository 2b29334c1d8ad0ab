"""Departments and regions of France, by INSEE code. Codes are strings: "01", "2A", "971"."""

import json
from pathlib import Path

from socle.recherche.mots.normalisation import normaliser

_DONNEES = json.loads((Path(__file__).parent / "donnees" / "territoires.json").read_text(encoding="utf-8"))

REGIONS: dict[str, str] = _DONNEES["regions"]
DEPARTEMENTS: dict[str, str] = {code: departement["nom"] for code, departement in _DONNEES["departements"].items()}
_CODE_DU_NOM: dict[str, str] = {normaliser(nom): code for code, nom in DEPARTEMENTS.items()}
_REGION_DE: dict[str, str] = {code: departement["region"] for code, departement in _DONNEES["departements"].items()}


def region_de(code_departement: str) -> str:
    """Return the INSEE code of the region of a department. Raises `KeyError` for a code that does not exist."""
    return _REGION_DE[code_departement]


def departements_de(code_region: str) -> tuple[str, ...]:
    """Return the INSEE codes of the departments of a region; none for a code that does not exist."""
    return tuple(code for code, region in _REGION_DE.items() if region == code_region)


def departement_dit(texte: str) -> str:
    """Return the INSEE code of a department said by its number or its name, "1" or "ain"; what was said otherwise."""
    code = code_de_departement(texte)
    if code in DEPARTEMENTS:
        return code
    return _CODE_DU_NOM.get(normaliser(texte), texte)


def code_de_departement(texte: str) -> str:
    """Return a code as INSEE writes it when only the zero or the capital is missing: "1" is "01", "2a" is "2A"."""
    return texte.strip().upper().zfill(2)
