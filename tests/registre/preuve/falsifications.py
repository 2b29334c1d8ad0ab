"""Ways to lie about a credential: every field in turn with one byte changed, or the whole signed by somebody else."""

import base64
import copy
import json
from collections.abc import Iterator
from typing import Any

Chemin = tuple[str | int, ...]


def feuilles(valeur: Any, chemin: Chemin = ()) -> Iterator[Chemin]:
    """Go through the paths of all the texts of a document."""
    if isinstance(valeur, dict):
        for cle, dedans in valeur.items():
            yield from feuilles(dedans, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, dedans in enumerate(valeur):
            yield from feuilles(dedans, (*chemin, rang))
    else:
        yield chemin


def change(document: dict[str, Any], chemin: Chemin) -> dict[str, Any]:
    """Return the document with one character of this text changed, into another that the field could hold."""
    copie = copy.deepcopy(document)
    conteneur: Any = copie
    for pas in chemin[:-1]:
        conteneur = conteneur[pas]
    conteneur[chemin[-1]] = autre(conteneur[chemin[-1]])
    return copie


def autre(texte: str) -> str:
    """Return a text with its last letter or digit changed: a digit for a digit, so that a date is still a date."""
    place = max(i for i, signe in enumerate(texte) if signe.isascii() and signe.isalnum())
    signe = texte[place]
    if signe in "Zz" and place and texte[place - 1].isdigit():  # the letter that ends a moment
        place, signe = place - 1, texte[place - 1]
    nouveau = str((int(signe) + 1) % 10) if signe.isdigit() else ("a" if signe.lower() != "a" else "b")
    return texte[:place] + nouveau + texte[place + 1 :]


def jwt_change(jwt: str, chemin: Chemin) -> str:
    """Return the JWT with one character of this text of its payload changed, under the same signature."""
    entete, charge, signature = jwt.split(".")
    document = change(json.loads(base64.urlsafe_b64decode(charge + "==")), chemin)
    nouvelle = base64.urlsafe_b64encode(json.dumps(document, ensure_ascii=False).encode()).decode().rstrip("=")
    return f"{entete}.{nouvelle}.{signature}"


def charge_du_jwt(jwt: str) -> dict[str, Any]:
    """Return the payload of a JWT, which nobody checked."""
    charge: dict[str, Any] = json.loads(base64.urlsafe_b64decode(jwt.split(".")[1] + "=="))
    return charge
