"""The register's rows as files and API give them: the same names and values, as JSON and as CSV write them."""

import datetime
from typing import Any


def en_json(ligne: Any) -> dict[str, Any]:
    """Return the row's values as JSON has them: dates ISO, engagements as a list of numbers, null when empty."""
    return {nom: _valeur_json(valeur) for nom, valeur in vars(ligne).items()}


def _valeur_json(valeur: Any) -> Any:
    if isinstance(valeur, datetime.date):
        return valeur.isoformat()
    return list(valeur) if isinstance(valeur, tuple) else valeur


def en_texte(ligne: Any) -> list[str]:
    """Return the row's values as CSV has them: dates ISO, `true` or `false`, numbers with `|`, empty when none."""
    return [_texte(valeur) for valeur in vars(ligne).values()]


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, tuple):
        return "|".join(str(numero) for numero in valeur)
    return valeur.isoformat() if isinstance(valeur, datetime.date) else str(valeur)
