"""What a backup says of the journal, so that a restore is held against it: where its chain ends."""

from typing import Any

ANNONCE = "SELECT evenements, tete FROM registre_versionduregistre WHERE id = 1"
DERNIER = "SELECT empreinte FROM registre_evenement ORDER BY id DESC LIMIT 1"


def tete_du_journal(curseur: Any) -> str:
    """Return how many events the register says it has, the hash it ends by, and that of the last one written."""
    curseur.execute(ANNONCE)
    evenements, tete = curseur.fetchone() or (0, "")
    curseur.execute(DERNIER)
    [dernier] = curseur.fetchone() or [""]
    return f"{evenements} événements, tête {tete or 'vide'}, dernier écrit {dernier or 'aucun'}"
