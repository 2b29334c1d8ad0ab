"""The JSON-LD contexts that our signatures cover, as files of this repository: nothing is asked of the network."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

VC = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FICHIERS = {VC: "credentials-v2.json", BADGES: "ob-v3p0-context-3.0.3.json"}


class ContexteInconnu(Exception):
    """A document names a context that we do not hold: what it means could change without us."""


def charger(adresse: str, _options: Any = None) -> dict[str, Any]:
    """Return a context as PyLD asks for it. Raises `ContexteInconnu` for any address but ours."""
    if adresse not in FICHIERS:
        raise ContexteInconnu(adresse)
    # "static": PyLD then keeps what it made of the context, instead of making it again for each document.
    return {"contextUrl": None, "documentUrl": adresse, "document": _lu(FICHIERS[adresse]), "tag": "static"}


@lru_cache
def _lu(fichier: str) -> dict[str, Any]:
    contexte: dict[str, Any] = json.loads((Path(__file__).parent / fichier).read_text())
    return contexte
