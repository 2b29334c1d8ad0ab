"""Which documents are worth a canonical form: those that have the shape of ours.

Canonical RDF may cost very dear on purpose (many nodes without a name), and a context that is not ours would change
what words mean: a document that has either was not signed by us, and is not given to PyLD at all.
"""

from collections.abc import Iterator
from typing import Any

from registre.preuve.justificatifs.contextes import FICHIERS

NOEUDS, PROFONDEUR, SANS_NOM = 200, 12, 6  # a credential of twelve engagements has about thirty, seven deep, two
# Each of these makes a graph of its own, which has no name either.
GRAPHES = {"proof", "verifiableCredential"}


def nombre_de_faits(document: dict[str, Any]) -> int:
    """Return how many things a document says, its proof left out. Raises `ValueError` when it is not of our form.

    Its canonical form has as many lines. With fewer, a word of the document means nothing in our contexts: no signature
    covers it, and PyLD, which has no safe mode, passes over it in silence.
    """
    contextes = document.get("@context")
    if not isinstance(contextes, list) or not all(isinstance(c, str) and c in FICHIERS for c in contextes):
        raise ValueError("other contexts than ours")

    noeuds = list(_noeuds({nom: valeur for nom, valeur in document.items() if nom != "@context"}))
    if sum(noeud.get("id") is None for noeud in noeuds) > SANS_NOM:
        raise ValueError("too many nodes without a name")
    return sum(_dits(noeud) for noeud in noeuds)


def _noeuds(racine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each object of a document. Raises `ValueError` beyond our bounds, or for a name that is none."""
    reste: list[tuple[Any, int]] = [(racine, 1)]
    vus = 0

    while reste:
        valeur, profondeur = reste.pop()
        if isinstance(valeur, list):
            reste += [(dedans, profondeur + 1) for dedans in valeur]
        if not isinstance(valeur, dict):
            continue
        vus += 1
        if vus > NOEUDS or profondeur > PROFONDEUR or _etranger(valeur):
            raise ValueError("not of our form")
        reste += [(dedans, profondeur + 1) for dedans in valeur.values()]
        yield valeur


def _etranger(noeud: dict[str, Any]) -> bool:
    """Whether an object uses what ours never do: a word of JSON-LD itself, a graph, the name of a nameless node."""
    nom = noeud.get("id")
    anonyme = nom is not None and (not isinstance(nom, str) or nom.startswith("_:"))
    return anonyme or any(mot.startswith("@") or mot in GRAPHES for mot in noeud)


def _dits(noeud: dict[str, Any]) -> int:
    """How many things are said of an object: one a value, its name aside."""
    valeurs = (valeur for mot, valeur in noeud.items() if mot != "id")
    return sum(len(valeur) if isinstance(valeur, list) else 1 for valeur in valeurs)
