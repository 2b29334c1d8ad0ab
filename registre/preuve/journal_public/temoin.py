"""What a backup says of the public log, so that a restore is held against it: its size and its root."""

from typing import Any

from registre.preuve.journal_public.arbre import racine_de

FEUILLES = "SELECT hachage FROM preuve_feuilledujournal ORDER BY indice"


def racine_du_journal_public(curseur: Any) -> str:
    """Return how many leaves there are, and the root of their tree, computed again from the leaves alone."""
    curseur.execute(FEUILLES)
    hachages = [bytes(hachage) for (hachage,) in curseur.fetchall()]
    return f"{len(hachages)} feuilles, racine {racine_de(hachages).hex()}"
